import { Given, Then, When } from '@cucumber/cucumber';
import type { CloudApiSettings } from '../../../mocks/cloud-api/index.ts';
import * as exchange from '../../checks/cloud-api/exchange.ts';
import * as outcome from '../../checks/outcome.ts';
import { answerIsOf } from '../../checks/told.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { begin, complete, flowOf, letIn, userDecides } from '../../world/cloud-api/consent.ts';
import { openUserSession, theClient } from '../../world/cloud-api/session.ts';
import { cloudApiOf } from '../../world/cloud-api/story.ts';
import { callOf, callsAtOnce, moveTime } from '../../world/sessions.ts';
import { respond } from '../failing-answers.ts';

/** A user's token: exchanged for a code, used, renewed, refused. */

const USER = { path: '/user' };
const BOTH = ['first', 'second'] as const;
type Which = (typeof BOTH)[number];

/** What the platform issues, by the words of the features. */
const REFRESH: Readonly<Record<string, CloudApiSettings['refreshTokens']>> = {
  'refresh tokens that stay': 'reusable',
  'a new refresh token each time': 'rotating',
};
const SHAPES: Readonly<Record<string, CloudApiSettings['tokenFormat']>> = {
  'like a JWT that has expired': 'jwt-shaped',
  'like nothing in particular': 'plain',
};

function chosen<T>(among: Readonly<Record<string, T>>, words: string): T {
  const found = among[words];
  if (found === undefined)
    throw new Error(`Failed to prepare "${words}": known are ${Object.keys(among).join(', ')}.`);
  return found;
}

function userOf(world: CaseWorld, which: Which) {
  const { state } = cloudApiOf(world);
  if (which === 'first') return state.user;
  const other = { name: 'Grace Okafor', email: 'grace@example.com' };
  return state.people.users.find(({ email }) => email === other.email) ?? state.addUser(other);
}

Given(
  /^the platform issues (refresh tokens that stay|a new refresh token each time)$/,
  function (this: CaseWorld, what: string) {
    cloudApiOf(this).settings.refreshTokens = chosen(REFRESH, what);
  },
);

Given('the tokens of users look {}', function (this: CaseWorld, shape: string) {
  cloudApiOf(this).settings.tokenFormat = chosen(SHAPES, shape);
});

Given('the tokens of users live {int} seconds', function (this: CaseWorld, seconds: number) {
  cloudApiOf(this).settings.accessTokenLifetimeSeconds = seconds;
});

Given('the platform does not say how long tokens of users live', function (this: CaseWorld) {
  cloudApiOf(this).settings.expiresIn = 'left out';
});

Given('its user has let it in', async function (this: CaseWorld) {
  await letIn(this, await theClient(this));
});

Given('the client has been asked too early who its user is', async function (this: CaseWorld) {
  await callOf(this, await theClient(this), USER);
});

Given('its user has withdrawn the consent', function (this: CaseWorld) {
  const { grants } = cloudApiOf(this).state;
  for (const grant of grants.all) grants.revoke(grant);
});

Given(
  'the token of its user has been renewed {int} seconds after it was issued',
  async function (this: CaseWorld, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callOf(this, 'client', USER);
  },
);

Given('two users let the application in at the same time', async function (this: CaseWorld) {
  for (const which of BOTH) await openUserSession(this, which);
  for (const which of BOTH) await begin(this, which);
  for (const which of BOTH) await userDecides(this, which, 'Allow', userOf(this, which));
  for (const which of BOTH.toReversed()) await complete(this, which);
});

Given('what the profile is asked for leads to another host', function (this: CaseWorld) {
  const Location = `${this.sandbox.foreignBase}/user`;
  const effect = respond(307, '', { Location });
  this.sandbox.faults.arm({ name: 'the profile is on another host', operation: 'user.get', effect });
});

When('the client asks who its user is', async function (this: CaseWorld) {
  await callOf(this, await theClient(this), USER);
});

When(
  'the client asks who its user is {int} seconds after its token was issued',
  async function (this: CaseWorld, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callOf(this, 'client', USER);
  },
);

When(
  'the client asks {int} times at once who its user is, {int} seconds after its token was issued',
  async function (this: CaseWorld, count: number, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callsAtOnce(this, 'client', USER, count);
  },
);

When('each session asks who its user is', async function (this: CaseWorld) {
  for (const which of BOTH) await callOf(this, which, USER);
});

Then('the code was exchanged as documented', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(exchange.codeExchanged(this.evidence(), flowOf(this, 'client').callback!));
});

Then('no code is exchanged twice', function (this: CaseWorld) {
  this.judge(exchange.codesUsedOnce(this.evidence()));
});

Then('the exchange proves who has begun', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(exchange.proves(this.evidence(), flowOf(this, 'client').begun));
});

Then('the caller is told who its user is', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(answerIsOf(this.evidence(), cloudApiOf(this).state.user.id));
});

Then('each caller is told of its own user', function (this: CaseWorld) {
  this.claimOutcomes();
  const evidence = this.evidence();
  for (const [i, which] of BOTH.entries())
    this.judge(answerIsOf(evidence, userOf(this, which).id, evidence.calls.at(i - BOTH.length)!));
});

Then('the caller learns that its user is needed', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(exchange.userIsNeeded(this.evidence()));
});

Then('the caller learned at first that its user is needed', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(exchange.userIsNeeded(exchange.upToFirstCall(this.evidence())));
});

Then('nothing was called before the user had consented', function (this: CaseWorld) {
  this.judge(outcome.noApiCall(exchange.upToFirstCall(this.evidence())));
});

Then('no refresh token is used that was replaced', function (this: CaseWorld) {
  this.judge(exchange.refreshTokensUsedOnce(this.evidence()));
});
