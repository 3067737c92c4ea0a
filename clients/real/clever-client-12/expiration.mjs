const HOURS = { h: 1, d: 24, w: 7 * 24 };

/**
 * The date that a user of the package gives for a duration of the client protocol (`1h`, `4d`, `2w`, `6M`, `1y`);
 * what is no duration goes on as it is.
 */
export function dateOf(expiration) {
  const [, count, unit] = /^(\d+)([hdwMy])$/.exec(expiration ?? '') ?? [];
  if (unit === undefined) return expiration;
  const date = new Date();
  if (unit in HOURS) date.setUTCHours(date.getUTCHours() + Number(count) * HOURS[unit]);
  else date.setUTCMonth(date.getUTCMonth() + Number(count) * (unit === 'y' ? 12 : 1));
  return date;
}
