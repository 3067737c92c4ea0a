import { Given, Then } from '@cucumber/cucumber';
import * as keyUse from '../../checks/cloud-api/key-use.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { theClient } from '../../world/cloud-api/session.ts';
import { cloudApiOf, storyOf } from '../../world/cloud-api/story.ts';

/** API keys: what they look like, and what becomes of them. */

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Keys that a client may not read anything into (RFC 6750 section 2.1 says what may stand in them). */
const LOOKS: Readonly<Record<string, (part: string) => string>> = {
  'looks like a JWT that has expired': part =>
    `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: part, exp: 1_000_000_000 })}.${part}`,
  'looks like a JWT and is none': part => `eyJhbGciOi.${part}.x`,
  'has no prefix': part => part,
  'is of the test environment': part => `sk_test_${part}`,
  'holds every character that a key may hold': part => `${part}-._~+/${LETTERS}==`,
  'is very long': part => part.repeat(40),
};

Given(/^the client's key (looks .+|has .+|is .+|holds .+)$/, function (this: CaseWorld, look: string) {
  const make = LOOKS[look];
  if (make === undefined)
    throw new Error(`Failed to make a key that ${look}: known are ${Object.keys(LOOKS).join(', ')}.`);
  const { entropy, state } = cloudApiOf(this);
  storyOf(this).key = state.createKey({ value: make(entropy.bytes(12).toString('hex')) });
});

Given('the client was given a key that was never issued', function (this: CaseWorld) {
  storyOf(this).givenKey = `sk_live_${cloudApiOf(this).entropy.bytes(11).toString('hex').slice(1)}`;
});

Given("the platform has revoked the client's key", async function (this: CaseWorld) {
  await theClient(this);
  cloudApiOf(this).state.revokeKey(storyOf(this).key!);
});

Given('the client was given a new key', async function (this: CaseWorld) {
  const key = cloudApiOf(this).state.createKey({ name: 'new' });
  const { params, sandbox } = this.sessions.get(await theClient(this))!;
  this.secrets.hide(key.access.value);
  storyOf(this).newKey = { key, changedAfter: sandbox.journal.exchanges.at(-1)?.n ?? 0 };
  const credentials = { apiKey: key.access.value };
  await this.ask(params.session, 'session/setCredentials', { session: params.session, credentials });
});

Given('the old key has been revoked', function (this: CaseWorld) {
  cloudApiOf(this).state.revokeKey(storyOf(this).key!);
});

Then("every request carries the client's key as it was given", function (this: CaseWorld) {
  this.judge(keyUse.everyRequestCarriesKey(this.evidence()));
});

Then('the key stands nowhere else', function (this: CaseWorld) {
  this.judge(keyUse.keyNowhereElse(this.evidence()));
});

Then('each session has used its own key', function (this: CaseWorld) {
  this.judge(keyUse.keysKeptApart(this.evidence()));
});

Then('every request since then carries the new key', function (this: CaseWorld) {
  const { key, changedAfter } = storyOf(this).newKey!;
  this.judge(keyUse.newKeyIsUsed(this.evidence(), key.access.value, changedAfter));
});

Then('the key has not gone to the other host', function (this: CaseWorld) {
  this.claimOutcomes();
  const keys = cloudApiOf(this).state.keys.all.map(({ access }) => access.value);
  this.judge(keyUse.keyStaysHome(this.evidence(), keys));
});
