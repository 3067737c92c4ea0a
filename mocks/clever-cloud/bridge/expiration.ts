const HOUR_MS = 3_600_000;
const FIXED: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS };
const MONTHS: Readonly<Record<string, number>> = { M: 1, y: 12 };

/**
 * Read when something is to expire: a duration as the CLI takes it (`1h`, `4d`, `2w`, `6M`, `1y`), or a date.
 * @param now and the answer: milliseconds since the epoch
 * @returns undefined where the text is neither
 */
export function parseExpiration(text: string, now: number): number | undefined {
  const [, count, unit] = /^(\d{1,4})([hdwMy])$/.exec(text) ?? [];
  if (count === undefined) return parseDate(text);
  const fixed = FIXED[unit!];
  if (fixed !== undefined) return now + Number(count) * fixed;
  return monthsAfter(now, Number(count) * MONTHS[unit!]!);
}

/** The same day and time, that many calendar months later. */
export function monthsAfter(now: number, months: number): number {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.getTime();
}

/** A date of ISO 8601, with or without its time of day. */
function parseDate(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text))
    return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
