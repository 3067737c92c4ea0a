import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { describe, type Evidence, exchangesOf, lastCall, numbers, succeeded } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';

/** Reasons that tell of a missing permission where no response did. */
const REASONS: readonly string[] = ['permission'];

/**
 * P17, P18: the caller was told that the user may not do it, and it was not done. The platform says so by 403,
 * or by leaving out the link to it (b7), which a client need not try.
 * @param link relation that stands for the task
 * @param done how often the task was begun at the platform
 */
export function missingRightTold(evidence: Evidence, link: string, done: number): Judgement {
  const call = lastCall(evidence);
  const { outcome } = call;
  const exchanges = exchangesOf(evidence, call);
  const witnessed = exchanges.some(e => e.response?.status === 403 || leavesOut(e, link));
  const says =
    (outcome.outcome === 'rejected' && REASONS.includes(outcome.reason)) ||
    (outcome.outcome !== 'ok' && outcome.status === 403);
  if (witnessed && says && done === 0)
    return met('the caller was told that the user may not do it', call.exchanges);
  return unmet('The caller was not told that the user may not do this.', {
    exchanges: call.exchanges,
    expected: 'a failure with status 403, or reason permission',
    sent: done === 0 ? describe(outcome) : `${describe(outcome)}; the platform has begun it ${done} time(s)`,
    hint: `Without the link "${link}" the user may not do it; a direct call is refused with 403. Tell either as a missing permission.`,
    ...(witnessed ? {} : rootCause(evidence)),
  });
}

/** P17: what was refused for want of a permission is not asked again, and no new token is asked for it. */
export function refusalNotRepeated(evidence: Evidence): Judgement {
  const exchanges = exchangesOf(evidence, lastCall(evidence));
  const refused = exchanges.find(e => e.response?.status === 403);
  if (refused === undefined)
    return unmet('The platform was not asked what it would have refused.', {
      exchanges: numbers(exchanges),
      expected: 'a request that is refused with 403',
      sent: describe(lastCall(evidence).outcome),
      ...rootCause(evidence),
    });
  const later = exchanges.filter(
    e => e.n > refused.n && (isAgain(e, refused) || e.operation === 'token.issue'),
  );
  if (later.length === 0) return met('the refusal was not repeated', numbers(exchanges));
  return unmet('The client went on after a refusal that nothing it can do will change.', {
    exchanges: numbers([refused, ...later]),
    expected: 'no repetition, and no token exchange, after 403',
    sent: later.map(e => e.operation ?? e.request.method).join(', '),
    hint: '403 speaks of the permissions, not of the token: only 401 is worth a new one.',
  });
}

function isAgain({ request: a }: Exchange, { request: b }: Exchange): boolean {
  return a.method === b.method && a.target === b.target;
}

/** Whether an answer shows an environment, or several, without this link. */
function leavesOut({ operation = '', response }: Exchange, link: string): boolean {
  if (!/^environments\.(?:get|list)$/.test(operation) || response?.status !== 200) return false;
  return !response.body.toString('utf8').includes(`"${link}"`);
}

/** P13, P20: what the client was asked for has begun, once, and is the machine user's. */
export function begunByUser(
  evidence: Evidence,
  activities: readonly { readonly type: string; readonly user: string }[],
  wanted: { readonly type: string; readonly user: string },
): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  const begun = activities.filter(({ type }) => type === wanted.type);
  if (begun.length === 1 && begun[0]!.user === wanted.user && succeeded(outcome))
    return met('the machine user has begun the task', exchanges);
  return unmet('The machine user has not begun the task.', {
    exchanges,
    expected: `one activity ${wanted.type} of the machine user`,
    sent: `${begun.length} activities; ${describe(outcome)}`,
    hint: 'Send the call with its body as it is given, by the token of the machine user.',
    ...rootCause(evidence),
  });
}
