import { Given, Then, When } from '@cucumber/cucumber';
import { answerIsOf } from '../../checks/told.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { begin, complete, danceThrough, userDecides } from '../../world/clever-cloud/dance.ts';
import { openOAuthSession, theValues } from '../../world/clever-cloud/session.ts';
import { cleverCloudOf, storyOf } from '../../world/clever-cloud/story.ts';
import { callOf } from '../../world/sessions.ts';

/** Two users of one consumer, each with a session of their own in one installation. */

const BOTH = ['first', 'second'] as const;
type Which = (typeof BOTH)[number];

function userOf(world: CaseWorld, which: Which) {
  const { state } = cleverCloudOf(world);
  if (which === 'first') return state.user;
  const story = storyOf(world);
  story.otherUser ??= state.people.addUser({ name: 'Grace Okafor', email: 'grace@example.com' });
  return story.otherUser;
}

/** A session for each; with a token of the user's, or as a consumer that is to ask for one. */
async function openBoth(world: CaseWorld, withTokens: boolean): Promise<void> {
  const { state } = cleverCloudOf(world);
  for (const which of BOTH) {
    const grant = { consumer: storyOf(world).consumer!, user: userOf(world, which) };
    if (withTokens) storyOf(world).userToken = state.userTokens.issue(grant);
    await openOAuthSession(world, which, theValues(world));
  }
}

Given('two users have let the consumer in, each in a session of their own', async function (this: CaseWorld) {
  await openBoth(this, true);
});

Given('two users are letting the consumer in at the same time', async function (this: CaseWorld) {
  await openBoth(this, false);
  for (const which of BOTH) await begin(this, which);
  for (const which of BOTH) await userDecides(this, which, 'consents', userOf(this, which));
});

Given('both authorizations have been completed, the second one first', async function (this: CaseWorld) {
  for (const which of BOTH.toReversed()) await complete(this, which);
});

Given('two users have let the consumer in, one after the other', async function (this: CaseWorld) {
  await openBoth(this, false);
  for (const which of BOTH) await danceThrough(this, which, userOf(this, which));
});

When("each session asks for its user's profile", async function (this: CaseWorld) {
  for (const which of BOTH) await callOf(this, which, { path: '/v2/self' });
});

Then('each caller has the profile of its own user', function (this: CaseWorld) {
  this.claimOutcomes();
  const evidence = this.evidence();
  for (const [i, which] of BOTH.entries()) {
    const call = evidence.calls.at(i - BOTH.length)!;
    this.judge(answerIsOf(evidence, userOf(this, which).id, call));
  }
});
