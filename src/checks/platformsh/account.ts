import { isDeepStrictEqual } from 'node:util';
import { describe, type Evidence, lastCall } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';
import { answerIsOf } from '../told.ts';
import { apiTokenOf } from './api-tokens.ts';

type Row = Readonly<Record<string, string>>;

/**
 * The operation told its caller this; members that were not asked for are not looked at, and a list may come in
 * any order.
 */
export function valueTold(evidence: Evidence, wanted: Row | readonly Row[]): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  const { outcome, exchanges } = call;
  const names = Object.keys([wanted].flat()[0] ?? {});
  const value = outcome.outcome === 'ok' ? outcome.value : undefined;
  const told = outcome.outcome === 'ok' ? inOrder(value, names) : undefined;
  const sameForm = told !== undefined && Array.isArray(value) === Array.isArray(wanted);
  if (sameForm && isDeepStrictEqual(told, inOrder(wanted, names)))
    return met('the caller has what the platform holds', exchanges);
  return unmet('The caller was told something else than the platform holds.', {
    exchanges,
    expected: JSON.stringify(wanted),
    sent: outcome.outcome === 'ok' ? (JSON.stringify(outcome.value) ?? 'nothing') : describe(outcome),
    hint: 'Read the answers to the calls of this session, and make them as the user of its API token.',
    ...rootCause(evidence),
  });
}

/** Rows with these members only, by their text; undefined where something is no row. */
function inOrder(value: unknown, names: readonly string[]): string[] | undefined {
  const rows: unknown[] = [value].flat();
  if (rows.some(row => typeof row !== 'object' || row === null)) return undefined;
  return rows.map(row => JSON.stringify(names.map(name => (row as Record<string, unknown>)[name]))).sort();
}

/**
 * P11: every session has the account of the user who made its API token.
 * @param userOf the id of the user who made an API token of this value
 */
export function eachHasItsOwn(
  evidence: Evidence,
  userOf: (apiToken: string) => string | undefined,
): Judgement {
  const judged = evidence.calls.map(call => {
    const session = evidence.sessions.find(({ name }) => name === call.session)!;
    return answerIsOf(evidence, userOf(apiTokenOf(session) ?? '') ?? 'a user', call);
  });
  return judged.find(({ met: good }) => !good) ?? judged.at(-1)!;
}
