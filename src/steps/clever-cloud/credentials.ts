import { Given } from '@cucumber/cucumber';
import type { CaseWorld } from '../../world/case-world.ts';
import { CALLBACK } from '../../world/clever-cloud/session.ts';
import { cleverCloudOf, type Method, storyOf } from '../../world/clever-cloud/story.ts';
import { plainSecret, secretWith } from '../../world/fixtures.ts';

/** What the client is given to authenticate with. */

const DAY_MS = 24 * 3_600_000;

/** Credentials by the words of the features. */
const MEMBERS = {
  'consumer key': 'consumerKey',
  'consumer secret': 'consumerSecret',
  'user token': 'token',
  'user token secret': 'tokenSecret',
  'API token': 'apiToken',
} as const;

/** An application of a third party, with secrets of the platform's own making unless they are given. */
function makeConsumer(world: CaseWorld, secret?: string): void {
  const { state } = cleverCloudOf(world);
  const fields = { name: 'Demo', baseUrl: new URL(CALLBACK).origin };
  storyOf(world).consumer = state.consumers.create(
    state.organisation,
    fields,
    secret === undefined ? {} : { secret },
  );
}

function letIn(world: CaseWorld, secret?: string): void {
  const { state } = cleverCloudOf(world);
  const consumer = storyOf(world).consumer!;
  const grant = { consumer, user: state.user, ...(secret === undefined ? {} : { secret }) };
  storyOf(world).userToken = state.userTokens.issue(grant);
}

Given('the client is a consumer that has no token yet', function (this: CaseWorld) {
  makeConsumer(this);
});

Given('the client holds a token of the user', function (this: CaseWorld) {
  makeConsumer(this);
  letIn(this);
});

Given(
  'the client holds a token of the user, and both secrets hold {string}',
  function (this: CaseWorld, characters: string) {
    const { entropy } = this.sandbox;
    makeConsumer(this, secretWith(entropy, characters));
    letIn(this, secretWith(entropy, characters));
  },
);

Given('the client holds an API token of the user', function (this: CaseWorld) {
  const { state, clock } = cleverCloudOf(this);
  storyOf(this).apiToken = state.apiTokens.create({
    user: state.user,
    name: 'countersign',
    expiresAt: clock.now() + 90 * DAY_MS,
  });
});

Given('the client signs by {word}', function (this: CaseWorld, method: Method) {
  storyOf(this).method = method;
});

Given(
  /^the client was given a wrong (consumer key|consumer secret|user token|user token secret|API token)$/,
  function (this: CaseWorld, what: keyof typeof MEMBERS) {
    const wrong = plainSecret(this.sandbox.entropy);
    Object.assign(storyOf(this).given, { [MEMBERS[what]]: wrong });
  },
);

Given('the API token expires in an hour', function (this: CaseWorld) {
  const { access } = storyOf(this).apiToken!;
  access.expiresAt = access.issuedAt + 3_600_000;
});

Given("the client was given the platform's address in capitals", function (this: CaseWorld) {
  storyOf(this).addressInCapitals = true;
});
