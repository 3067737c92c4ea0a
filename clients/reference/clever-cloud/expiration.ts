import { ClientFailure } from '../failure.ts';

const MINUTE_MS = 60_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  h: 60 * MINUTE_MS,
  d: 1440 * MINUTE_MS,
  w: 10080 * MINUTE_MS,
};
const UNITS_MONTHS: Readonly<Record<string, number>> = { M: 1, y: 12 };

/**
 * When an API token is to end, ISO 8601.
 * @param expiration a duration (`1h`, `4d`, `2w`, `6M`, `1y`), a date (ISO 8601), or undefined for the
 *   platform's default, which is the longest that it allows
 * @param now milliseconds since the epoch
 * @throws ClientFailure `other` when it is none of these, or no time in the next year
 */
export function expirationDate(expiration: string | undefined, now: number): string {
  const inAYear = monthsLater(now, 12);
  // Less a minute: the platform's clock may be a little behind ours, and a year is the most.
  const end = expiration === undefined ? inAYear - MINUTE_MS : parse(expiration, now);
  if (end > now && end <= inAYear) return new Date(end).toISOString();
  throw new ClientFailure(
    'other',
    'Failed to read the expiration: it must be a date in the next year, or a duration like 1h, 4d, 2w, 6M.',
  );
}

/** NaN for what cannot be read. */
function parse(expiration: string, now: number): number {
  const [, count, unit] = /^(\d+)([hdwMy])$/.exec(expiration) ?? [];
  if (unit === undefined) return /^\d{4}-\d\d-\d\d/.test(expiration) ? Date.parse(expiration) : Number.NaN;
  const ms = UNITS_MS[unit];
  return ms === undefined ? monthsLater(now, Number(count) * UNITS_MONTHS[unit]!) : now + Number(count) * ms;
}

/** The same day so many months later, or the last of that month where it is shorter. */
function monthsLater(now: number, months: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}
