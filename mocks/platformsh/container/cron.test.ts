import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueRuns } from './index.ts';

const MINUTE = 60_000;
const at = (iso: string) => Date.parse(iso);
const due = (spec: string, from: string, to: string) =>
  dueRuns(spec, at(from), at(to)).map(moment => new Date(moment).toISOString());

describe('when a task is due (P33)', () => {
  test('0 5 * * * is five in the morning, UTC, every day', () => {
    expect(due('0 5 * * *', '2026-02-27T06:00:00Z', '2026-03-01T05:00:00Z')).toEqual([
      '2026-02-28T05:00:00.000Z',
      '2026-03-01T05:00:00.000Z',
    ]);
  });

  test('the moment that a span begins with belongs to the span before it', () => {
    expect(due('0 5 * * *', '2026-01-01T05:00:00Z', '2026-01-02T04:59:59.999Z')).toEqual([]);
    expect(due('0 5 * * *', '2026-01-01T04:59:59.999Z', '2026-01-01T05:00:00Z')).toHaveLength(1);
    expect(due('0 0 * * *', '2026-01-01T23:00:00Z', '2026-01-02T00:00:00Z')).toHaveLength(1);
  });

  test('with both days restricted either one counts; a day that begins with * restricts nothing', () => {
    const january = ['2026-01-01T00:00:00Z', '2026-01-16T00:00:00Z'] as const;
    // 2026-01-05 and 2026-01-12 are Mondays.
    expect(due('0 0 13 * 1', ...january).map(iso => iso.slice(8, 10))).toEqual(['05', '12', '13']);
    expect(due('0 0 */2 * 1', ...january).map(iso => iso.slice(8, 10))).toEqual(['05']);
  });

  test('0 and 7 are both Sunday', () => {
    const week = ['2026-01-01T00:00:00Z', '2026-01-08T00:00:00Z'] as const;
    expect(due('0 9 * * 7', ...week)).toEqual(['2026-01-04T09:00:00.000Z']);
    expect(due('0 9 * * 0', ...week)).toEqual(due('0 9 * * 7', ...week));
  });

  test('a day that no month has is never due; one of leap years is', () => {
    const years = ['2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z'] as const;
    expect(due('0 0 30 2 *', ...years)).toEqual([]);
    expect(due('0 0 29 2 *', ...years)).toEqual(['2028-02-29T00:00:00.000Z']);
  });

  test('agrees with asking each minute, one by one', () => {
    fc.assert(
      fc.property(
        ...fieldArbitraries(),
        start,
        length,
        (minute, hour, day, month, weekday, from, minutes) => {
          const fields = [minute, hour, day, month, weekday] as const;
          const spec = fields.map(({ text }) => text).join(' ');
          const to = from + minutes * MINUTE;
          expect(dueRuns(spec, from, to)).toEqual(askedEachMinute(fields, from, to));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('spans that meet lose nothing and repeat nothing', () => {
    fc.assert(
      fc.property(start, fc.nat(3e8), fc.nat(3e8), (from, first, second) => {
        const [middle, to] = [from + first, from + first + second];
        const spec = '*/7 3,5-9 * * *';
        expect([...dueRuns(spec, from, middle), ...dueRuns(spec, middle, to)]).toEqual(
          dueRuns(spec, from, to),
        );
      }),
    );
  });
});

describe('a spec that is refused', () => {
  test.each([
    ['', 'it has 1 fields, not 5'],
    ['0 5 * *', 'it has 4 fields, not 5'],
    ['0 5 * * * *', 'it has 6 fields, not 5'],
    ['@daily', 'it has 1 fields, not 5'],
    ['60 * * * *', '"60" is no minute of 0 to 59'],
    ['* 24 * * *', '"24" is no hour of 0 to 23'],
    ['* * 0 * *', '"0" is no day of the month of 1 to 31'],
    ['* * * 13 *', '"13" is no month of 1 to 12'],
    ['* * * * 8', '"8" is no day of the week of 0 to 7'],
    ['9-5 * * * *', '"9-5" is no minute'],
    ['*/0 * * * *', '"*/0" is no minute'],
    ['5/15 * * * *', 'the step of "5/15" follows neither a star nor a range'],
    ['H * * * *', '"H" is no minute'],
    ['* * * JAN *', '"JAN" is no month'],
    ['1,,2 * * * *', '"" is no minute'],
    ['-1 * * * *', '"-1" is no minute'],
  ])('%j', (spec, why) => {
    expect(() => dueRuns(spec, 0, 1)).toThrow(`Failed to read the cron spec "${spec}": ${why}`);
  });

  test('a span without an end is refused', () => {
    expect(() => dueRuns('* * * * *', 0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => dueRuns('* * * * *', Number.NaN, 0)).toThrow(RangeError);
  });
});

/** A field as it is written, and, known from how it was made, whether it holds for a number. */
interface Made {
  readonly text: string;
  readonly star: boolean;
  readonly holds: (value: number) => boolean;
}

const start = fc.integer({ min: at('2023-12-25T00:00:00Z'), max: at('2024-03-05T00:00:00Z') });
const length = fc.integer({ min: 0, max: 3 * 24 * 60 });

function fieldArbitraries() {
  return [made(0, 59), made(0, 23), made(1, 31), made(1, 12), made(0, 7)] as const;
}

function made(low: number, high: number): fc.Arbitrary<Made> {
  const star = fc.constant<Made>({ text: '*', star: true, holds: () => true });
  const list = fc.array(part(low, high), { minLength: 1, maxLength: 3 }).map(
    (parts): Made => ({
      text: parts.map(({ text }) => text).join(','),
      star: parts[0]?.star ?? false,
      holds: value => parts.some(one => one.holds(value)),
    }),
  );
  return fc.oneof({ weight: 2, arbitrary: star }, { weight: 1, arbitrary: list });
}

function part(low: number, high: number): fc.Arbitrary<Made> {
  const number = fc.integer({ min: low, max: high });
  const step = fc.integer({ min: 1, max: high });
  return fc.oneof(
    number.map(n => ({ text: `${n}`, star: false, holds: (value: number) => value === n })),
    step.map(n => ({ text: `*/${n}`, star: true, holds: (value: number) => (value - low) % n === 0 })),
    fc.tuple(number, number, step).map(([a, b, n]) => {
      const [first, last] = [Math.min(a, b), Math.max(a, b)];
      const holds = (value: number) => value >= first && value <= last && (value - first) % n === 0;
      return { text: `${first}-${last}${n === 1 ? '' : `/${n}`}`, star: false, holds };
    }),
  );
}

type Fields = readonly [Made, Made, Made, Made, Made];

function askedEachMinute(fields: Fields, from: number, to: number): number[] {
  const found: number[] = [];
  for (let moment = Math.floor(from / MINUTE) * MINUTE + MINUTE; moment <= to; moment += MINUTE)
    if (holdsAt(fields, new Date(moment))) found.push(moment);
  return found;
}

function holdsAt([minute, hour, day, month, weekday]: Fields, date: Date): boolean {
  const byMonth = day.holds(date.getUTCDate());
  const sunday = date.getUTCDay() === 0 && weekday.holds(7);
  const byWeek = weekday.holds(date.getUTCDay()) || sunday;
  const onDay = day.star || weekday.star ? byMonth && byWeek : byMonth || byWeek;
  const inHour = minute.holds(date.getUTCMinutes()) && hour.holds(date.getUTCHours());
  return inHour && onDay && month.holds(date.getUTCMonth() + 1);
}
