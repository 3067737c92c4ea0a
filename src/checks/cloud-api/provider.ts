import { type Judgement, met, unmet } from '../judgement.ts';
import type { Answer } from '../provider.ts';

/** The JSON of an answer; undefined where it is none, or is not said to be. */
export function jsonOf({ headers, body }: Answer): unknown {
  if (headers['content-type'] !== 'application/json') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** C32: the error object has a stable code and a message for people, and the status is that of HTTP. */
export function refusedWithCode(answer: Answer, status: number, code: string): Judgement {
  const { error } = (jsonOf(answer) ?? {}) as { error?: { code?: unknown; message?: unknown } };
  const told = typeof error?.message === 'string' && error.message !== '';
  if (answer.status === status && error?.code === code && told)
    return met(`the platform refused with ${status} and ${code}`);
  return unmet('The platform did not refuse as documented.', {
    expected: `${status} with error.code ${code} and a message`,
    sent: `${answer.status} ${answer.body}`,
  });
}

/** RFC 6749 section 5.2: the token endpoint's errors are flat, and kept by no cache. */
export function exchangeRefusedWith(answer: Answer, status: number, code: string): Judgement {
  const { error } = (jsonOf(answer) ?? {}) as { error?: unknown };
  const kept = answer.headers['cache-control'];
  if (answer.status === status && error === code && kept === 'no-store')
    return met(`the token endpoint refused with ${code}`);
  return unmet('The token endpoint did not refuse as RFC 6749 says.', {
    expected: `${status}, error ${code}, Cache-Control: no-store`,
    sent: `${answer.status} ${answer.body}, Cache-Control: ${kept}`,
  });
}

/** RFC 6749 section 5.1. */
export function exchangeAccepted(answer: Answer): Judgement {
  const { access_token, token_type } = (jsonOf(answer) ?? {}) as Record<string, unknown>;
  const whole = typeof access_token === 'string' && /^bearer$/i.test(String(token_type));
  if (answer.status === 200 && whole && answer.headers['cache-control'] === 'no-store')
    return met('the token endpoint answered a token');
  return unmet('The token endpoint did not answer a token.', {
    expected: '200 with access_token and token_type, kept by no cache',
    sent: `${answer.status} ${answer.body}`,
  });
}

/** A header says what it should. @param pattern what it should say; null for nothing: it must not be there */
export function saysInHeader({ headers }: Answer, name: string, pattern: RegExp | null): Judgement {
  const value = headers[name.toLowerCase()];
  const right = pattern === null ? value === undefined : value !== undefined && pattern.test(value);
  if (right) return met(`${name}: ${value ?? 'left out'}`);
  return unmet(`The platform does not answer ${name} as it should.`, {
    expected: pattern === null ? `no ${name}` : `${name}: ${pattern.source}`,
    sent: value ?? 'none',
  });
}

/** The same request had the same answer. */
export function answeredAlike([first, ...others]: readonly Answer[]): Judgement {
  const words = ({ status, body }: Answer) => `${status} ${body}`;
  const other = others.find(answer => words(answer) !== words(first!));
  if (other === undefined && others.length > 0) return met('the same request had the same answer');
  return unmet('The same request had another answer.', {
    expected: words(first!),
    sent: other === undefined ? 'nothing else was answered' : words(other),
  });
}
