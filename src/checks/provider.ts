import { type Judgement, met, unmet } from './judgement.ts';

/** What the platform answered to the harness itself; rows of the provider are judged by it. */
export interface Answer {
  readonly status: number;
  /** Names in lower case; what is repeated is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where nothing was asked yet. */
export const NO_ANSWER: Answer = { status: 0, headers: {}, body: '' };

/** The platform answered with this status. */
export function answeredStatus(answer: Answer, status: number): Judgement {
  if (answer.status === status) return met(`the platform answered ${status}`);
  return unmet('The platform answered otherwise.', {
    expected: `${status}`,
    sent: `${answer.status} ${answer.body}`,
  });
}

/** A1: nobody said who they are, and nothing was given away: a refusal with an empty body. */
export function refusedAsAnonymous(answer: Answer): Judgement {
  if (answer.status === 403 && answer.body === '') return met('the anonymous request was refused');
  return unmet('An anonymous request was not refused.', {
    expected: '403 with an empty body',
    sent: `${answer.status} ${answer.body}`,
  });
}

/** The platform refused with this slug in its error. */
export function refusedWith(answer: Answer, error: string): Judgement {
  if (answer.status >= 400 && errorOf(answer.body) === error)
    return met(`the platform refused with ${error}`);
  return unmet('The platform did not refuse as documented.', {
    expected: error,
    sent: `${answer.status} ${answer.body}`,
  });
}

/** An exchange of key and secret yielded a token, or was refused as `invalid_client`. */
export function exchange(answer: Answer, accepted: boolean): Judgement {
  if (!accepted) return refusedWith(answer, 'invalid_client');
  if (answer.status === 200 && answer.body.includes('"access_token"'))
    return met('the exchange was accepted');
  return unmet('The exchange was not accepted.', {
    expected: 'an access token',
    sent: `${answer.status} ${answer.body}`,
  });
}

/** A text shows `wanted` and none of `hidden`. */
export function shows(text: string, wanted: readonly string[], hidden: readonly string[]): Judgement {
  const missing = wanted.filter(w => !text.includes(w));
  const leaked = hidden.filter(h => text.includes(h));
  if (missing.length === 0 && leaked.length === 0) return met('what is shown is what may be shown');
  return unmet('The platform shows something else than it may.', {
    expected: wanted.join(', ') || 'nothing of the kind',
    sent: [...missing.map(m => `missing: ${m}`), ...leaked.map(l => `shown: ${l}`)].join('; '),
  });
}

/** Two texts are the same. */
export function isSame(what: string, expected: string, got: string): Judgement {
  if (expected === got) return met(`${what}: ${got}`);
  return unmet(`The platform has something else for ${what}.`, { expected, sent: got });
}

/** Two counts are equal. */
export function counted(what: string, expected: number, got: number): Judgement {
  if (expected === got) return met(`${got} ${what}`);
  return unmet(`The platform counts other ${what}.`, { expected: `${expected}`, sent: `${got}` });
}

function errorOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { error?: string }).error;
  } catch {
    return undefined;
  }
}
