import { Given } from '@cucumber/cucumber';
import type { AcquiaOperation } from '../../../mocks/acquia/index.ts';
import type { FaultEffect } from '../../../mocks/kernel/index.ts';
import { acquiaOf } from '../../world/acquia/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** The state of the platform, and the faults it has. */

const HTML_ERROR: FaultEffect = {
  kind: 'respond',
  status: 500,
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'X-Request-Id': 'v-5f9c1d2e' },
  body: '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>The website encountered an unexpected error.</h1></body></html>\n',
};

/** A response of the platform with a JSON body, or an empty one. */
function respond(status: number, body: unknown, headers: Record<string, string> = {}): FaultEffect {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'respond', status, headers: { 'Content-Type': 'application/json', ...headers }, body: text };
}

/** What the token endpoint can be made to answer, by the words of the features. */
const TOKEN_FAILURES: Readonly<Record<string, FaultEffect>> = {
  'an HTML error page': HTML_ERROR,
  'an unavailable service': respond(503, {
    error: 'system',
    message: 'This action is currently unavailable. Please try again later.',
  }),
  'malformed JSON': respond(200, '{"access_token":"eyJ'),
  'a JSON list': respond(200, []),
  'an empty body': respond(200, ''),
  'no access token': { kind: 'edit', drop: ['access_token'], set: {} },
  'an access token that is null': { kind: 'edit', drop: [], set: { access_token: null } },
  'a connection cut in the body': { kind: 'cut', bytes: 20 },
};

/** Arm a fault that persists, so that an SDK's own bounded repetition does not hide it. */
function arm(world: CaseWorld, name: string, operation: AcquiaOperation, effect: FaultEffect): void {
  world.sandbox.faults.arm({ name, operation, effect });
}

Given('access tokens look like JSON Web Tokens', function (this: CaseWorld) {
  acquiaOf(this).settings.tokenFormat = 'jwt';
});

Given('access tokens live {int} seconds', function (this: CaseWorld, seconds: number) {
  acquiaOf(this).settings.tokenLifetimeSeconds = seconds;
});

Given('the token answer names its type {string}', function (this: CaseWorld, type: string) {
  acquiaOf(this).settings.tokenType = type;
});

Given('the token endpoint is of the second generation', function (this: CaseWorld) {
  acquiaOf(this).settings.errors = 'okta';
});

Given('the token endpoint answers with {}', function (this: CaseWorld, failure: string) {
  const effect = TOKEN_FAILURES[failure];
  if (effect === undefined)
    throw new Error(`Failed to arm "${failure}": known are ${Object.keys(TOKEN_FAILURES).join(', ')}.`);
  arm(this, `the token endpoint answers with ${failure}`, 'token.issue', effect);
});

Given('the token answer holds members that nobody has documented', function (this: CaseWorld) {
  const set = { issued_by: { region: ['eu', 'us'] }, scope: null, not_before: 0 };
  arm(this, 'the token answer holds unknown members', 'token.issue', { kind: 'edit', drop: [], set });
});

Given('the API refuses calls with an empty body', function (this: CaseWorld) {
  arm(this, 'the API refuses with an empty body', 'account.get', {
    ...respond(403, ''),
    headers: {},
  } as FaultEffect);
});

Given('the API refuses calls because of {string}', function (this: CaseWorld, field: string) {
  const message = { [field]: [`The ${field} is a required field.`] };
  arm(
    this,
    'the API refuses with a validation error',
    'account.get',
    respond(400, { error: 'validation_failed', message }),
  );
});

Given('the API answers with an HTML error page', function (this: CaseWorld) {
  arm(this, 'the API answers with an HTML error page', 'account.get', HTML_ERROR);
});

Given('the API limits the rate of calls', function (this: CaseWorld) {
  const body = { error: 'rate_limited', message: 'Too many requests.' };
  arm(this, 'the API limits the rate', 'account.get', respond(429, body, { 'Retry-After': '1' }));
});

Given('the platform refuses every token as expired', function (this: CaseWorld) {
  const body = { error: 'unauthorized', message: 'The access token has expired.' };
  arm(this, 'the platform refuses every token as expired', 'account.get', respond(403, body));
});

Given('HMAC is still accepted', function (this: CaseWorld) {
  acquiaOf(this).settings.hmac = 'accepted';
});

Given('HMAC is deprecated', function (this: CaseWorld) {
  acquiaOf(this).settings.hmac = 'deprecated';
});

Given('HMAC has been removed', function (this: CaseWorld) {
  acquiaOf(this).settings.hmac = 'removed';
});
