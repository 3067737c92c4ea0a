import { Given } from '@cucumber/cucumber';
import type { FaultEffect } from '../../mocks/kernel/index.ts';
import type { CaseWorld } from '../world/case-world.ts';

/** Answers that a platform can be made to give, and what the token endpoint of any platform is made to answer. */

export const HTML_ERROR: FaultEffect = {
  kind: 'respond',
  status: 500,
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'X-Request-Id': 'v-5f9c1d2e' },
  body: '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>The website encountered an unexpected error.</h1></body></html>\n',
};

/** A response of the platform with a JSON body, or an empty one. */
export function respond(status: number, body: unknown, headers: Record<string, string> = {}): FaultEffect {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'respond', status, headers: { 'Content-Type': 'application/json', ...headers }, body: text };
}

/** The answer as it would be, with members of its JSON set to something else. */
function edited(set: Readonly<Record<string, unknown>>, drop: readonly string[] = []): FaultEffect {
  return { kind: 'edit', drop, set };
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
  'no access token': edited({}, ['access_token']),
  'an access token that is null': edited({ access_token: null }),
  'a connection cut in the body': { kind: 'cut', bytes: 20 },
};

/** Arm a fault that persists, so that an SDK's own bounded repetition does not hide it. */
export function arm(world: CaseWorld, name: string, operation: string, effect: FaultEffect): void {
  world.sandbox.faults.arm({ name, operation, effect });
}

Given('the token endpoint answers with {}', function (this: CaseWorld, failure: string) {
  const effect = TOKEN_FAILURES[failure];
  if (effect === undefined)
    throw new Error(`Failed to arm "${failure}": known are ${Object.keys(TOKEN_FAILURES).join(', ')}.`);
  arm(this, `the token endpoint answers with ${failure}`, 'token.issue', effect);
});

Given('the token answer holds members that nobody has documented', function (this: CaseWorld) {
  const members = { issued_by: { region: ['eu', 'us'] }, not_before: 0 };
  // Acquia's answers are likely to have a scope that is null; elsewhere it is a text (RFC 6749 section 5.1).
  const unknown = this.info.platform === 'acquia' ? { ...members, scope: null } : members;
  arm(this, 'the token answer holds unknown members', 'token.issue', edited(unknown));
});

Given('the token answer names its type {string}', function (this: CaseWorld, type: string) {
  arm(this, `the token answer names its type ${type}`, 'token.issue', edited({ token_type: type }));
});
