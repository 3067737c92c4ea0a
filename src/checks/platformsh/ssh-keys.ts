import { describe, type Evidence, lastCall } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';

/** A public key as the platform holds it. */
export interface HeldKey {
  readonly id: string;
  readonly title: string;
  readonly value: string;
}

/** P11: a public key was registered for the user of the token, as it was given, and the caller has its id. */
export function keyRegistered(
  evidence: Evidence,
  held: readonly HeldKey[],
  wanted: Omit<HeldKey, 'id'>,
): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  const made = held.filter(({ value, title }) => value === wanted.value && title === wanted.title);
  const told =
    call.outcome.outcome === 'ok' ? (Object(call.outcome.value ?? {}) as { id?: unknown }).id : undefined;
  if (made.length === 1 && told === made[0]!.id)
    return met('the user has the key, and the caller its id', call.exchanges);
  return unmet('The user does not have the key that was given, or the caller does not have its id.', {
    exchanges: call.exchanges,
    expected: `a key titled "${wanted.title}", told by its id`,
    sent: made.length === 1 ? `told ${JSON.stringify(told)}` : titlesOf(held),
    hint: 'POST /ssh_keys takes title and value as they are; key_id of the answer is the id.',
    ...rootCause(evidence),
  });
}

/** d12: a key that the platform refuses is told of, and is not there. */
export function keyRefused(evidence: Evidence, held: readonly HeldKey[], before: number): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  const says = outcome.outcome === 'rejected' && outcome.reason !== 'authentication';
  if (says && held.length === before) return met('the caller was told that the key was refused', exchanges);
  return unmet('The caller was not told that the platform has refused the key.', {
    exchanges,
    expected: 'a failure that is told, and no further key',
    sent: `${describe(outcome)}; ${titlesOf(held)}`,
    hint: '409 says that the key is in use, 400 that it is none: neither is a success, and neither is about the token.',
    ...rootCause(evidence),
  });
}

function titlesOf(held: readonly HeldKey[]): string {
  return held.map(({ title }) => `"${title}"`).join(', ') || 'no key';
}
