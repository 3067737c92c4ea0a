import { Then } from '@cucumber/cucumber';
import * as outcome from '../checks/outcome.ts';
import type { CaseWorld } from '../world/case-world.ts';
import { MOST_REQUESTS } from '../world/sessions.ts';

/** What the client told its caller. A step that judges it has claimed it. */

/** Failures by the words of the features: the statuses and reasons that tell them truly. */
const KINDS = {
  'authentication failed': {
    statuses: [400, 401, 403],
    reasons: ['authentication', 'invalid-credentials', 'permission'],
  },
  'permission is missing': { statuses: [401, 403], reasons: ['permission', 'authentication'] },
  // Where the platform sets the two apart.
  'the token is refused': { statuses: [401], reasons: ['authentication', 'invalid-credentials'] },
  'the token may not do this': { statuses: [403], reasons: ['permission'] },
  'the call was refused': {
    statuses: [400, 401, 403],
    reasons: ['permission', 'authentication', 'operation-failed'],
  },
  'the rate is limited': { statuses: [429], reasons: ['rate-limit'] },
  'the server failed': { statuses: [500, 502, 503], reasons: ['server-error'] },
  'a failing server': { statuses: [500, 502, 503], reasons: ['server-error'] },
  'a malformed answer': { statuses: [], reasons: ['malformed-response'] },
  'a broken connection': { statuses: [], reasons: ['network', 'malformed-response'] },
} as const satisfies Record<string, outcome.AcceptableFailure>;

function judgeFailure(world: CaseWorld, kind: string): void {
  const acceptable = KINDS[kind as keyof typeof KINDS];
  if (acceptable === undefined)
    throw new Error(`Failed to judge "${kind}": known are ${Object.keys(KINDS).join(', ')}.`);
  world.claimOutcomes();
  world.judge(outcome.failureReachedCaller(world.evidence(), acceptable));
}

Then('the call succeeds', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(outcome.callSucceeded(this.evidence()));
});

Then(/^the caller is told that (.+)$/, function (this: CaseWorld, kind: string) {
  judgeFailure(this, kind);
});

Then(/^the caller is told of (an? .+)$/, function (this: CaseWorld, kind: string) {
  judgeFailure(this, kind);
});

Then('the caller is told of {string} or {string}', function (this: CaseWorld, one: string, other: string) {
  this.claimOutcomes();
  this.judge(outcome.messageSays(this.evidence(), [one, other]));
});

Then('the caller has what it asked for or is told of the refusal', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(outcome.succeededOrTold(this.evidence(), KINDS['the call was refused']));
});

Then('no API call is made without a token', function (this: CaseWorld) {
  this.judge(outcome.noApiCall(this.evidence()));
});

Then('the client does not loop', function (this: CaseWorld) {
  this.judge(outcome.noLoop(this.evidence(), MOST_REQUESTS));
});
