import { type Exchange, headerValue } from '../../mocks/kernel/exchange.ts';

/** What an answer says of when to come back. */
export interface ToldWait {
  /** Virtual time, milliseconds since the epoch. */
  readonly until: number;
  /** The header that says so, as it was answered. */
  readonly by: string;
}

type Said = readonly [name: string, read: (value: string, at: number) => number | undefined];

const seconds = (text: string | undefined): number | undefined =>
  /^\d{1,12}$/.test(text ?? '') ? 1000 * Number(text) : undefined;

const fromNow = (text: string | undefined, at: number): number | undefined => {
  const ms = seconds(text);
  return ms === undefined ? undefined : at + ms;
};

/** Seconds or a date. @see RFC 9110 section 10.2.3 */
const RETRY_AFTER: Said = [
  'Retry-After',
  (value, at) => fromNow(value, at) ?? (Number.isNaN(Date.parse(value)) ? undefined : Date.parse(value)),
];

/** The three families of headers in use: one word, two units. */
const RESETS: readonly Said[] = [
  ['RateLimit', (value, at) => fromNow(/;\s*t=(\d+)/.exec(value)?.[1], at)],
  ['RateLimit-Reset', (value, at) => fromNow(value, at)],
  ['X-RateLimit-Reset', value => seconds(value)],
];

const LEFT: readonly (readonly [name: string, remaining: RegExp])[] = [
  ['RateLimit', /;\s*r=0(?:\D|$)/],
  ['RateLimit-Remaining', /^0$/],
  ['X-RateLimit-Remaining', /^0$/],
];

const MAY_PASS = [429, 502, 503, 504];

/**
 * Until when an answer asks its client to wait: a refusal that may pass by `Retry-After`, or else, as a good answer
 * which says that nothing is left, by a reset.
 * @returns undefined where it asks for no wait
 */
export function toldWait(exchange: Exchange): ToldWait | undefined {
  const status = exchange.response?.status ?? 0;
  if (MAY_PASS.includes(status)) {
    const told = readWait(exchange, [RETRY_AFTER]);
    if (told !== undefined || status !== 429) return told;
  }
  return status === 429 || saysNothingLeft(exchange) ? readWait(exchange, RESETS) : undefined;
}

function readWait({ response, at }: Exchange, headers: readonly Said[]): ToldWait | undefined {
  for (const [name, read] of headers) {
    const value = headerValue(response!.headers, name);
    const until = value === undefined ? undefined : read(value, at);
    if (until !== undefined) return { until, by: `${name}: ${value}` };
  }
  return undefined;
}

function saysNothingLeft({ response }: Exchange): boolean {
  const headers = response?.headers ?? [];
  return LEFT.some(([name, none]) => none.test(headerValue(headers, name) ?? ''));
}
