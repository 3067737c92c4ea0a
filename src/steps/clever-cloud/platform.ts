import { Given } from '@cucumber/cucumber';
import type { CleverCloudOperation } from '../../../mocks/clever-cloud/index.ts';
import type { FaultEffect } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { cleverCloudOf, storyOf } from '../../world/clever-cloud/story.ts';

/** The state of the platform, and the faults it has. */

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const page = '<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>\n';

/** What a step of the dance can be made to answer, by the words of the features. */
const FAILURES: Readonly<Record<string, FaultEffect>> = {
  'an HTML error page': { kind: 'respond', status: 502, headers: HTML, body: page },
  'an empty body': { kind: 'respond', status: 200, headers: FORM, body: '' },
  'no token': { kind: 'edit', drop: ['oauth_token'], set: {} },
  'no token secret': { kind: 'edit', drop: ['oauth_token_secret'], set: {} },
  'members that nobody has documented': { kind: 'edit', drop: [], set: { region: 'par', a: 'b=c&d' } },
};

/** Arm a fault that persists, so that an SDK's own bounded repetition does not hide it. */
function arm(world: CaseWorld, step: string, operation: CleverCloudOperation, failure: string): void {
  const effect = FAILURES[failure];
  if (effect === undefined)
    throw new Error(`Failed to arm "${failure}": known are ${Object.keys(FAILURES).join(', ')}.`);
  world.sandbox.faults.arm({ name: `${step} answers with ${failure}`, operation, effect });
}

Given(/^step 1 of the dance answers with (.+)$/, function (this: CaseWorld, failure: string) {
  arm(this, 'step 1', 'oauth.request-token', failure);
});

Given(/^step 3 of the dance answers with (.+)$/, function (this: CaseWorld, failure: string) {
  arm(this, 'step 3', 'oauth.access-token', failure);
});

Given("the user has revoked the client's token", function (this: CaseWorld) {
  cleverCloudOf(this).state.revoke(storyOf(this).userToken!);
});

Given("the user's API token has been revoked", function (this: CaseWorld) {
  storyOf(this).apiToken!.access.revoked = true;
});
