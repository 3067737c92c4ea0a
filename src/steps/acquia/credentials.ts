import { Given } from '@cucumber/cucumber';
import { openAcquiaSession } from '../../world/acquia/session.ts';
import { acquiaOf, storyOf, theClient, theKey } from '../../world/acquia/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { plainSecret, secretWith } from '../../world/fixtures.ts';
import { callOf } from '../../world/sessions.ts';

/** API tokens of the user, and what the client is given of them. */

Given('the user has generated an API token', function (this: CaseWorld) {
  const { entropy, state } = acquiaOf(this);
  storyOf(this).key = state.createKey('countersign', plainSecret(entropy));
});

Given('the user has generated an API token for HMAC', function (this: CaseWorld) {
  storyOf(this).key = acquiaOf(this).state.createKey('countersign');
  storyOf(this).opening.mechanism = 'http-hmac';
});

Given(
  'the user has generated an API token whose secret holds {string}',
  function (this: CaseWorld, characters: string) {
    const { entropy, state } = acquiaOf(this);
    storyOf(this).key = state.createKey('countersign', secretWith(entropy, characters));
  },
);

Given('the user has removed the API token', function (this: CaseWorld) {
  acquiaOf(this).state.findKey(theKey(this).id)!.active = false;
});

Given('the client was given a key that does not exist', function (this: CaseWorld) {
  storyOf(this).key = { id: acquiaOf(this).entropy.uuid(), secret: theKey(this).secret };
});

Given('the client was given a wrong secret', function (this: CaseWorld) {
  storyOf(this).key = wrongly(this);
});

Given('a session of this installation was refused for a wrong secret', async function (this: CaseWorld) {
  await openAcquiaSession(this, 'earlier', { key: wrongly(this) });
  await callOf(this, 'earlier', { path: '/account' });
  this.claimOutcomes();
});

Given('the client has made a call', async function (this: CaseWorld) {
  await callOf(this, await theClient(this), { path: '/account' });
});

Given('a session of this installation has made a call', async function (this: CaseWorld) {
  await openAcquiaSession(this, 'earlier', { key: theKey(this) });
  await callOf(this, 'earlier', { path: '/account' });
});

/** The user's key with another secret than its own. */
function wrongly(world: CaseWorld) {
  return { id: theKey(world).id, secret: plainSecret(acquiaOf(world).entropy) };
}
