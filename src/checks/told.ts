import { type CallEvidence, describe, type Evidence, exchangesOf, lastCall } from './evidence.ts';
import { type Judgement, met, unmet } from './judgement.ts';
import { successBorneOut } from './outcome.ts';
import { rootCause } from './root-cause.ts';

/** V17: the caller has the platform's answer, byte for byte. */
export function answerHandedOver(evidence: Evidence): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  const sent = exchangesOf(evidence, call).at(-1)!.response!.body;
  const told = bodyOf(call);
  if (told?.equals(sent)) return met('the caller has the platform’s answer', call.exchanges);
  return unmet('The caller was handed something else than the platform answered.', {
    exchanges: call.exchanges,
    expected: `${sent.length} bytes, as they came`,
    sent: told === undefined ? describe(call.outcome) : `${told.length} bytes, not the same`,
    hint: 'What is no UTF-8 must be handed over as bytes (bodyBase64); decoding it as text changes it.',
  });
}

function bodyOf({ outcome }: CallEvidence): Buffer | undefined {
  if (outcome.outcome !== 'response') return undefined;
  const { body = '', bodyBase64 } = outcome;
  return bodyBase64 === undefined ? Buffer.from(body, 'utf8') : Buffer.from(bodyBase64, 'base64');
}

/** The caller has a JSON answer whose `id` is this one: the call was made on behalf of that user. */
export function answerIsOf(evidence: Evidence, id: string, call = lastCall(evidence)): Judgement {
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  const told = idIn(call);
  if (told === id) return met('the call was made on behalf of the user', call.exchanges);
  return unmet('The call was not made on behalf of the user whose token the client holds.', {
    exchanges: call.exchanges,
    expected: id,
    sent: told ?? describe(call.outcome),
    hint: 'Sign each session’s calls with the token that belongs to it.',
    ...rootCause(evidence),
  });
}

function idIn(call: CallEvidence): string | undefined {
  const value = call.outcome.outcome === 'ok' ? call.outcome.value : parsed(bodyOf(call));
  const id = (value as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}
