import { Given, Then, When } from '@cucumber/cucumber';
import * as dance from '../../checks/clever-cloud/dance.ts';
import * as signature from '../../checks/clever-cloud/signature.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { begin, complete, danceOf, danceThrough, userDecides } from '../../world/clever-cloud/dance.ts';
import { CALLBACK, theClient } from '../../world/clever-cloud/session.ts';
import { cleverCloudOf, storyOf } from '../../world/clever-cloud/story.ts';

/** The way to a user's token: the client, the user's browser, and the platform between them. */

/** A callback with one parameter set to something else, or taken out. */
function changed(callback: string, name: string, value: string | undefined): string {
  const url = new URL(callback);
  if (value === undefined) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url.href;
}

When('the client begins an authorization', async function (this: CaseWorld) {
  await begin(this, await theClient(this));
});

Given('the client has begun an authorization', async function (this: CaseWorld) {
  await begin(this, await theClient(this));
});

Given('the user has consented', async function (this: CaseWorld) {
  await userDecides(this, 'client', 'consents');
});

Given('the user has denied the consent', async function (this: CaseWorld) {
  await userDecides(this, 'client', 'denies');
});

Given('the client has completed an authorization', async function (this: CaseWorld) {
  await danceThrough(this, await theClient(this));
});

Given('the request token has died meanwhile', function (this: CaseWorld) {
  cleverCloudOf(this).state.requestTokens.expireAll();
});

When('the client completes the authorization', async function (this: CaseWorld) {
  await complete(this, 'client');
});

When('the browser brings the same callback again', async function (this: CaseWorld) {
  await complete(this, 'client');
});

When('the browser comes back with another request token', async function (this: CaseWorld) {
  const another = this.sandbox.entropy.bytes(16).toString('hex');
  await complete(this, 'client', changed(danceOf(this, 'client').callback!, 'oauth_token', another));
});

When('the browser comes back without a request token', async function (this: CaseWorld) {
  await complete(this, 'client', changed(danceOf(this, 'client').callback!, 'oauth_token', undefined));
});

Given('the client has begun another authorization', async function (this: CaseWorld) {
  await begin(this, 'client');
});

When('the browser comes back from the first authorization', async function (this: CaseWorld) {
  await complete(this, 'client', storyOf(this).dances[0]!.callback);
});

Then('the platform has issued a request token for its callback', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(dance.requestTokenIssued(this.evidence(), CALLBACK));
});

Then('each authorization has a request token of its own', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(dance.requestTokensDiffer(this.evidence()));
});

Then('the browser is sent to the authorization page with the request token', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(dance.sendsUserToPage(this.evidence(), this.sandbox.endpoints.authorize!));
});

Then('the client refuses the callback as not its own', function (this: CaseWorld) {
  this.claimOutcomes();
  const hint = 'Make sure that oauth_token of the callback is the one of step 1.';
  this.judge(dance.refusedCallback(this.evidence(), 'state-mismatch', hint));
});

Then('the client reports that the user did not consent', function (this: CaseWorld) {
  this.claimOutcomes();
  const hint = 'A callback without oauth_verifier says that the user has not consented.';
  this.judge(dance.refusedCallback(this.evidence(), 'authorization-denied', hint));
});

Then('no access token is asked for', function (this: CaseWorld) {
  this.judge(dance.noAccessTokenAsked(this.evidence()));
});

Then('the callback is refused, by the client or by the platform', function (this: CaseWorld) {
  this.claimOutcomes();
  const acceptable = { statuses: [400, 401, 403], reasons: ['authentication', 'permission'] } as const;
  this.judge(dance.reuseRefused(this.evidence(), acceptable));
});

Then("the platform has issued the user's token for that callback", function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(dance.userTokenIssued(this.evidence(), danceOf(this, 'client').callback!));
});

Then('every call is made with the token of the dance', function (this: CaseWorld) {
  const evidence = this.evidence();
  const { consumerKey } = evidence.sessions.at(-1)!.credentials;
  const values = { consumerKey: consumerKey!, token: dance.tokenOfDance(evidence) ?? 'of the dance' };
  this.judge(signature.callsCarryValues(evidence, values));
});
