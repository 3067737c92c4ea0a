const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FIELDS = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of the month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12 },
  // 0 and 7 are both Sunday.
  { name: 'day of the week', low: 0, high: 7 },
] as const;
type FieldRule = (typeof FIELDS)[number];

interface Field {
  readonly values: ReadonlySet<number>;
  /** Whether it begins with `*`: such a day field leaves the choice of days to the other one. */
  readonly star: boolean;
}

interface Schedule {
  readonly minute: Field;
  readonly hour: Field;
  readonly monthDay: Field;
  readonly month: Field;
  readonly weekDay: Field;
}

/**
 * The moments at which a cron task is due (P33), in UTC, by five fields of `*`, numbers, lists, ranges and
 * steps. With both day fields restricted a day counts when either matches, as crontab(5) says.
 * @param from milliseconds since the epoch, itself not part of the span: spans that meet share no moment
 * @param to milliseconds since the epoch, part of the span
 * @returns milliseconds since the epoch, ascending; each is a whole minute
 * @throws Error that names the field when the spec can't be read; RangeError when the span has no end
 */
export function dueRuns(spec: string, from: number, to: number): number[] {
  if (!Number.isFinite(from) || !Number.isFinite(to))
    throw new RangeError(`Failed to find due runs: ${from} to ${to} is no span of time. Give two moments.`);
  const schedule = readSpec(spec);
  const offsets = timesOfDay(schedule);
  const due: number[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day <= to; day += DAY)
    if (runsOn(schedule, new Date(day))) due.push(...offsets.map(offset => day + offset));
  return due.filter(moment => moment > from && moment <= to);
}

function timesOfDay({ hour, minute }: Schedule): number[] {
  return ascending(hour).flatMap(h => ascending(minute).map(m => h * HOUR + m * MINUTE));
}

function ascending({ values }: Field): number[] {
  return [...values].sort((a, b) => a - b);
}

function runsOn({ month, monthDay, weekDay }: Schedule, day: Date): boolean {
  if (!month.values.has(day.getUTCMonth() + 1)) return false;
  const byMonth = monthDay.values.has(day.getUTCDate());
  const byWeek = weekDay.values.has(day.getUTCDay());
  return monthDay.star || weekDay.star ? byMonth && byWeek : byMonth || byWeek;
}

function readSpec(spec: string): Schedule {
  const texts = spec.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) throw refused(spec, `it has ${texts.length} fields, not 5`);
  const [minute, hour, monthDay, month, weekDay] = FIELDS.map((rule, index) =>
    readField(spec, texts[index] ?? '', rule),
  ) as [Field, Field, Field, Field, Field];
  return { minute, hour, monthDay, month, weekDay: sundayIsZero(weekDay) };
}

function sundayIsZero({ values, star }: Field): Field {
  return { values: new Set([...values].map(value => value % 7)), star };
}

function readField(spec: string, text: string, rule: FieldRule): Field {
  const values = text.split(',').flatMap(part => readPart(spec, part, rule));
  return { values: new Set(values), star: text.startsWith('*') };
}

/** `*`, `n` or `n-m`; a step may follow a star or a range. */
function readPart(spec: string, part: string, rule: FieldRule): number[] {
  const groups = /^(?:(?<star>\*)|(?<first>\d+)(?:-(?<last>\d+))?)(?:\/(?<step>\d+))?$/.exec(part)?.groups;
  if (!groups) throw refused(spec, `"${part}" is no ${rule.name}`);
  const { star, first, last, step } = groups;
  if (step !== undefined && !star && last === undefined)
    throw refused(spec, `the step of "${part}" follows neither a star nor a range`);
  const low = star ? rule.low : Number(first);
  const high = star ? rule.high : Number(last ?? first);
  if (low < rule.low || high > rule.high || low > high || Number(step) === 0)
    throw refused(spec, `"${part}" is no ${rule.name} of ${rule.low} to ${rule.high}`);
  return range(low, high, Number(step ?? 1));
}

function range(low: number, high: number, step: number): number[] {
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
}

function refused(spec: string, why: string): Error {
  return new Error(
    `Failed to read the cron spec "${spec}": ${why}. Give minute, hour, day, month and weekday as *, numbers, lists, ranges or steps.`,
  );
}
