import { Given, Then, When } from '@cucumber/cucumber';
import * as consent from '../../checks/cloud-api/consent.ts';
import { LEFT_OPEN } from '../../checks/cloud-api/exchange.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { begin, complete, flowOf, flowsOf, userDecides } from '../../world/cloud-api/consent.ts';
import { openUserSession, REDIRECT_URI, theClient } from '../../world/cloud-api/session.ts';
import { cloudApiOf, storyOf } from '../../world/cloud-api/story.ts';
import { plainSecret, secretWith } from '../../world/fixtures.ts';

/** The application's user in the browser: sent to the consent page, and back. */

/** The application of a case; its secret is one that every encoder leaves alone, unless it is what the case is about. */
function register(world: CaseWorld, made: { secret?: string; redirectUri?: string } = {}): void {
  const { secret = plainSecret(world.sandbox.entropy), redirectUri = REDIRECT_URI } = made;
  const story = storyOf(world);
  story.redirectUri = redirectUri;
  story.application = cloudApiOf(world).state.createClient({ redirectUris: [redirectUri], secret });
}

/** A callback with one parameter set to something else, or taken out. */
function changed(callback: string, name: string, value: string | undefined): string {
  const url = new URL(callback);
  if (value === undefined) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url.href;
}

Given('the client is an application that users let in', function (this: CaseWorld) {
  register(this);
});

Given(
  'the client is an application whose secret holds {string}',
  function (this: CaseWorld, characters: string) {
    register(this, { secret: secretWith(this.sandbox.entropy, characters) });
  },
);

Given(
  'the client is an application whose users come back to {string}',
  function (this: CaseWorld, redirectUri: string) {
    register(this, { redirectUri });
  },
);

Given('the application was given a wrong client secret', function (this: CaseWorld) {
  storyOf(this).givenSecret = plainSecret(this.sandbox.entropy);
});

When("the client begins to ask for its user's consent", async function (this: CaseWorld) {
  await begin(this, await theClient(this));
});

Given("the client has begun to ask for its user's consent", async function (this: CaseWorld) {
  await begin(this, await theClient(this));
});

Given("the client has begun anew to ask for its user's consent", async function (this: CaseWorld) {
  await begin(this, 'client');
});

Given('its user has allowed it', async function (this: CaseWorld) {
  await userDecides(this, 'client', 'Allow');
});

Given('its user has denied it', async function (this: CaseWorld) {
  await userDecides(this, 'client', 'Deny');
});

Given('the code has died meanwhile', function (this: CaseWorld) {
  cloudApiOf(this).state.grants.expireCodes();
});

When('its user comes back', async function (this: CaseWorld) {
  await complete(this, 'client');
});

When('its user comes back once more', async function (this: CaseWorld) {
  await complete(this, 'client');
});

When('its user comes back with another state', async function (this: CaseWorld) {
  const another = this.sandbox.entropy.bytes(16).toString('hex');
  await complete(this, 'client', changed(flowOf(this, 'client').callback!, 'state', another));
});

When('its user comes back without a state', async function (this: CaseWorld) {
  await complete(this, 'client', changed(flowOf(this, 'client').callback!, 'state', undefined));
});

When('its user comes back from the first consent', async function (this: CaseWorld) {
  await complete(this, 'client', flowsOf(this)[0]!.callback);
});

When('its user is brought back from the consent of another session', async function (this: CaseWorld) {
  await openUserSession(this, 'another');
  await begin(this, 'another');
  await userDecides(this, 'another', 'Allow');
  await complete(this, 'client', flowOf(this, 'another').callback);
});

Then('the browser is sent to the consent page with all that the request needs', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(consent.sendsUserToConsent(this.evidence()));
});

Then('the address of the consent page holds no secret', function (this: CaseWorld) {
  this.judge(consent.consentUrlHoldsNoSecret(this.evidence()));
});

Then('each consent has a state of its own', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(consent.eachHasItsOwn(this.evidence(), 'state', consent.CONSENT));
});

Then('each consent has a challenge of its own', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(consent.eachHasItsOwn(this.evidence(), 'code_challenge', LEFT_OPEN));
});

Then('the consent begins with a challenge by S256', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(consent.asksForProof(this.evidence()));
});

Then('the client refuses the callback, whose state is not its own', function (this: CaseWorld) {
  this.claimOutcomes();
  const hint =
    'Compare the state of the callback with the one of the authorization URL, before anything else.';
  this.judge(consent.refusedCallback(this.evidence(), ['state-mismatch'], hint));
});

Then('the client reports that its user has denied it', function (this: CaseWorld) {
  this.claimOutcomes();
  const hint = 'A callback with error=access_denied says that the user refused (RFC 6749 section 4.1.2.1).';
  this.judge(consent.refusedCallback(this.evidence(), ['authorization-denied'], hint));
});

Then('the callback is refused as used', function (this: CaseWorld) {
  this.claimOutcomes();
  const hint = 'No authorization is under way that it belongs to.';
  const reasons = ['state-mismatch', 'authentication', 'other'] as const;
  this.judge(consent.refusedCallback(this.evidence(), reasons, hint));
});

Then('no token is asked for', function (this: CaseWorld) {
  this.judge(consent.noTokenAsked(this.evidence()));
});
