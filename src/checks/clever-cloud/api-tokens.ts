import { describe, type Evidence, lastCall } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';

/** An API token as the platform holds it. */
export interface HeldToken {
  readonly id: string;
  readonly value: string;
  readonly name: string;
  /** `ACTIVE`, `EXPIRED`, or `REVOKED` where the list does not show it. */
  readonly state: string;
  /** How long it lives, in milliseconds. */
  readonly lifeMs: number;
}

function told(evidence: Evidence): unknown {
  const { outcome } = lastCall(evidence);
  return outcome.outcome === 'ok' ? outcome.value : undefined;
}

/** V11: the platform has one more API token, of this name, and the caller has its id and value. */
export function tokenMade(evidence: Evidence, held: readonly HeldToken[], name: string): Judgement {
  const witnessed = successBorneOut(evidence, lastCall(evidence));
  if (!witnessed.met) return witnessed;
  const { exchanges, outcome } = lastCall(evidence);
  const made = held.filter(token => token.name === name);
  const value = told(evidence) as { id?: unknown; token?: unknown } | null | undefined;
  if (made.length === 1 && value?.id === made[0]!.id && value.token === made[0]!.value)
    return met('the API token was made, and the caller has it', exchanges);
  return unmet('The caller does not have the API token that was to be made.', {
    exchanges,
    expected: `one API token named "${name}", told with its id and its value`,
    sent:
      made.length === 1 ? describe(outcome) : `named ${held.map(t => `"${t.name}"`).join(', ') || 'none'}`,
    hint: 'Send the name as it was given; the value is in this one answer only.',
  });
}

/** V12: the API token lives as long as was asked for. */
export function livesFor(
  evidence: Evidence,
  token: HeldToken | undefined,
  [least, most]: readonly [least: number, most: number],
): Judgement {
  const { exchanges } = lastCall(evidence);
  if (token !== undefined && token.lifeMs >= least && token.lifeMs <= most)
    return met('the API token lives as long as was asked for', exchanges);
  const hours = (ms: number) => `${(ms / 3_600_000).toFixed(2)} h`;
  return unmet('The API token does not live as long as was asked for.', {
    exchanges,
    expected: `between ${hours(least)} and ${hours(most)}`,
    sent: token === undefined ? 'no API token' : hours(token.lifeMs),
    hint: 'expirationDate is a date: the moment of creation and the duration. Without one the default is a year.',
    ...(token === undefined ? rootCause(evidence) : {}),
  });
}

/** V13: the caller has the list as the platform holds it. */
export function listTold(evidence: Evidence, held: readonly HeldToken[]): Judgement {
  const witnessed = successBorneOut(evidence, lastCall(evidence));
  if (!witnessed.met) return witnessed;
  const wanted = held.map(({ id, name, state }) => [id, name, state].join(' ')).sort();
  const value = told(evidence);
  const got = Array.isArray(value) ? value.map(lineOf).sort() : undefined;
  if (got !== undefined && got.join('\n') === wanted.join('\n'))
    return met('the caller has the list of API tokens', lastCall(evidence).exchanges);
  return unmet('The caller was told another list of API tokens.', {
    exchanges: lastCall(evidence).exchanges,
    expected: wanted.join('; ') || 'an empty list',
    sent: got?.join('; ') ?? describe(lastCall(evidence).outcome),
    hint: 'One row an API token: apiTokenId, name and state of the answer.',
  });
}

function lineOf(row: unknown): string {
  const { id, name, state } = Object(row) as Record<string, unknown>;
  return [id, name, state].join(' ');
}

/** V14: the API token that was meant is dead, and no other. */
export function revokedOnly(evidence: Evidence, held: readonly HeldToken[], id: string): Judgement {
  const witnessed = successBorneOut(evidence, lastCall(evidence));
  if (!witnessed.met) return witnessed;
  const dead = held.filter(({ state }) => state === 'REVOKED').map(token => token.id);
  if (dead.length === 1 && dead[0] === id)
    return met('that API token is revoked, and no other', lastCall(evidence).exchanges);
  return unmet('Not that API token alone is revoked.', {
    exchanges: lastCall(evidence).exchanges,
    expected: id,
    sent: dead.join(', ') || 'none is revoked',
    hint: 'Revoke by the id, which begins with api_tokens_.',
  });
}
