import { Given, Then, When } from '@cucumber/cucumber';
import type { Permission } from '../../../mocks/api-token-realm/index.ts';
import { ownTokensOnly } from '../../checks/api-token-realm/sessions.ts';
import type { Evidence } from '../../checks/evidence.ts';
import * as outcome from '../../checks/outcome.ts';
import { openTokenSession, transportOf } from '../../world/api-token-realm/session.ts';
import { realmOf, storyOf } from '../../world/api-token-realm/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { callOf } from '../../world/sessions.ts';

/** Two sessions of one installation, each with a token of its own. */

const BOTH = ['reader', 'writer'] as const;
type Which = (typeof BOTH)[number];

async function open(
  world: CaseWorld,
  which: Which,
  permissions: readonly Permission[],
  user = realmOf(world).state.user,
): Promise<void> {
  const token = realmOf(world).state.createToken({ user, name: 'countersign', permissions });
  if (which === 'reader') storyOf(world).token = token;
  await openTokenSession(world, which, { transport: transportOf(world), apiToken: token.access.value });
}

/** Evidence whose last call is the last one of this session; nothing of the other's calls is lost. */
function evidenceOf(world: CaseWorld, which: Which): Evidence {
  const evidence = world.evidence();
  const { session } = world.sessions.get(which)!.params;
  const isOwn = (call: { readonly session: string }) => call.session === session;
  return {
    ...evidence,
    calls: [...evidence.calls.filter(call => !isOwn(call)), ...evidence.calls.filter(isOwn)],
  };
}

Given(
  'the user has one token to read projects and one to write them, each in a session',
  async function (this: CaseWorld) {
    await open(this, 'reader', ['projects.read']);
    await open(this, 'writer', ['projects.write']);
  },
);

Given('two users have a token each, of the same name, in a session each', async function (this: CaseWorld) {
  const other = realmOf(this).state.addUser({ name: 'Lin Sato', email: 'lin@example.com' });
  const permissions = ['metrics.read', 'projects.read'] as const;
  await open(this, 'reader', permissions);
  await open(this, 'writer', permissions, other);
});

Given("the reader's token has been deleted", function (this: CaseWorld) {
  const { state } = realmOf(this);
  state.delete(storyOf(this).token!);
});

When('each session adds a project', async function (this: CaseWorld) {
  for (const which of BOTH)
    await callOf(this, which, { path: '/projects', method: 'POST', body: { json: { name: which } } });
});

When('each session lists the projects', async function (this: CaseWorld) {
  for (const which of BOTH) await callOf(this, which, { path: '/projects' });
});

Then(
  'the writer succeeds, and the reader is told that its token may not do this',
  function (this: CaseWorld) {
    this.claimOutcomes();
    this.judge(outcome.callSucceeded(evidenceOf(this, 'writer')));
    const acceptable = { statuses: [403], reasons: ['permission'] } as const;
    this.judge(outcome.failureReachedCaller(evidenceOf(this, 'reader'), acceptable));
  },
);

Then('the writer succeeds, and the reader is told that its token is refused', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(outcome.callSucceeded(evidenceOf(this, 'writer')));
  const acceptable = { statuses: [401], reasons: ['authentication', 'invalid-credentials'] } as const;
  this.judge(outcome.failureReachedCaller(evidenceOf(this, 'reader'), acceptable));
});

Then('each session has used its own token', function (this: CaseWorld) {
  this.judge(ownTokensOnly(this.evidence()));
});
