import { Given, Then, When } from '@cucumber/cucumber';
import * as tokens from '../../checks/clever-cloud/api-tokens.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { theClient } from '../../world/clever-cloud/session.ts';
import { cleverCloudOf, storyOf, theUser } from '../../world/clever-cloud/story.ts';
import { plainSecret } from '../../world/fixtures.ts';
import { invoke } from '../../world/sessions.ts';

/** API tokens as a CLI creates, lists and revokes them. */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The least and the most that an API token may live, in milliseconds, for each wish. */
const LIVES: Readonly<Record<string, readonly [number, number]>> = {
  'a year': [364 * DAY_MS, 366 * DAY_MS + HOUR_MS],
  'an hour': [HOUR_MS - 60_000, HOUR_MS + 60_000],
  'four days': [4 * DAY_MS - 2 * HOUR_MS, 4 * DAY_MS + 2 * HOUR_MS],
  'two weeks': [14 * DAY_MS - 2 * HOUR_MS, 14 * DAY_MS + 2 * HOUR_MS],
  'six months': [180 * DAY_MS, 185 * DAY_MS],
};

/** API tokens of the user, as the platform holds them. */
function heldBy(world: CaseWorld): tokens.HeldToken[] {
  const { apiTokens } = cleverCloudOf(world).state;
  const own = apiTokens.all.filter(({ user }) => user === theUser(world));
  return own.map(token => ({
    id: token.id,
    value: token.access.value,
    name: token.name,
    state: token.access.revoked ? 'REVOKED' : apiTokens.stateOf(token),
    lifeMs: token.access.expiresAt - token.access.issuedAt,
  }));
}

function make(world: CaseWorld, name: string, lifeMs = 30 * DAY_MS) {
  const { state, clock } = cleverCloudOf(world);
  return state.apiTokens.create({ user: theUser(world), name, expiresAt: clock.now() + lifeMs });
}

async function create(world: CaseWorld, wish: Record<string, string>): Promise<void> {
  const { email, password } = theUser(world);
  const { given } = storyOf(world);
  const said = { email, password: given.password ?? password!, ...wish };
  world.secrets.hidePair(email, said.password);
  if (wish.mfaCode !== undefined) world.secrets.hide(wish.mfaCode);
  await invoke(world, await theClient(world), 'tokens.create', said);
}

/** A CLI that the user has logged in with. */
function logIn(world: CaseWorld): void {
  const { state, settings } = cleverCloudOf(world);
  const consumer = state.consumers.create(state.organisation, {
    name: 'CLI',
    baseUrl: 'https://app.example.test',
  });
  // The bridge's own routes take PLAINTEXT, and the vendor's clients name no method there.
  settings.signatures = 'lenient';
  const userToken = state.userTokens.issue({ consumer, user: theUser(world) });
  Object.assign(storyOf(world), { consumer, userToken });
}

Given('the client manages API tokens for the user', function (this: CaseWorld) {
  logIn(this);
});

Given('the user has turned on two-factor authentication', function (this: CaseWorld) {
  const { people } = cleverCloudOf(this).state;
  storyOf(this).user = people.addUser({ name: 'Lin Sato', email: 'lin@example.com', mfa: true });
  logIn(this);
});

Given('the user has mistyped the password', function (this: CaseWorld) {
  storyOf(this).given.password = plainSecret(this.sandbox.entropy);
});

Given('the user has the API tokens {string} and {string}', function (this: CaseWorld, a: string, b: string) {
  make(this, a);
  make(this, b);
});

Given('the user has an API token {string} whose time is up', function (this: CaseWorld, name: string) {
  const { access } = make(this, name);
  access.expiresAt = this.sandbox.clock.now();
});

When('the client creates an API token named {string}', async function (this: CaseWorld, name: string) {
  await create(this, { name });
});

When(
  'the client creates an API token named {string} that expires in/on {string}',
  async function (this: CaseWorld, name: string, expiration: string) {
    await create(this, { name, expiration });
  },
);

When(
  "the client creates an API token named {string} with the code of the user's device",
  async function (this: CaseWorld, name: string) {
    await create(this, { name, mfaCode: cleverCloudOf(this).state.codeOf(theUser(this)) });
  },
);

When('the client lists the API tokens', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'tokens.list');
});

When('the client revokes the API token {string}', async function (this: CaseWorld, name: string) {
  const id = heldBy(this).find(token => token.name === name)!.id;
  await invoke(this, await theClient(this), 'tokens.revoke', { id });
});

When('the client revokes an API token that does not exist', async function (this: CaseWorld) {
  const id = `api_tokens_${this.sandbox.entropy.uuid()}`;
  await invoke(this, await theClient(this), 'tokens.revoke', { id });
});

Then(
  'the caller has the id and the value of the API token {string}',
  function (this: CaseWorld, name: string) {
    this.claimOutcomes();
    this.judge(tokens.tokenMade(this.evidence(), heldBy(this), name));
  },
);

Then(/^the API token lives (.+)$/, function (this: CaseWorld, wish: string) {
  const life = LIVES[wish];
  if (life === undefined)
    throw new Error(`Failed to judge "${wish}": known are ${Object.keys(LIVES).join(', ')}.`);
  this.judge(tokens.livesFor(this.evidence(), heldBy(this).at(-1), life));
});

Then('the caller has the list as the platform holds it', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(tokens.listTold(this.evidence(), heldBy(this)));
});

Then('the API token {string} is revoked, and no other', function (this: CaseWorld, name: string) {
  this.claimOutcomes();
  const held = heldBy(this);
  this.judge(tokens.revokedOnly(this.evidence(), held, held.find(token => token.name === name)!.id));
});
