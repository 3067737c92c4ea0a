/** One thing measured, with the goal that it is held against where there is one. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  /** `ms`, `req/s`, or `x` for a ratio. */
  readonly unit: 'ms' | 'req/s' | 'x';
  /** How the value came about, e.g. `median of 9 rounds`. */
  readonly how: string;
  /** The goal in words, and whether the value meets it. */
  readonly goal?: { readonly text: string; readonly met: boolean };
}

/** The middle one; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('Failed to take a median: there are no values.');
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/** The median of what each round's pair of values comes to: a busy moment of the machine hits both of a pair. */
export function medianRatio(numerators: readonly number[], denominators: readonly number[]): number {
  return median(numerators.map((value, i) => value / denominators[i]!));
}

/** A ratio that is to be at most (`<=`) or at least (`>=`) so much. */
export function goal(
  value: number,
  relation: '<=' | '>=',
  limit: number,
  unit = 'x',
): NonNullable<Measurement['goal']> {
  const met = relation === '<=' ? value <= limit : value >= limit;
  return { text: `${relation} ${limit} ${unit}`, met };
}

/** The measurements as a table in Markdown. */
export function renderTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ name, value, unit, how, goal: aim }) => [
    name,
    `${shown(value, unit)} ${unit}`,
    aim === undefined ? '' : `${aim.text}: ${aim.met ? 'met' : 'missed'}`,
    how,
  ]);
  const table = [['measured', 'value', 'goal', 'how'], ...rows];
  const widths = [0, 1, 2, 3].map(column => Math.max(...table.map(row => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [line(table[0]!), rule, ...table.slice(1).map(line)].join('\n');
}

function shown(value: number, unit: Measurement['unit']): string {
  return value.toFixed(unit === 'x' ? 2 : unit === 'ms' && value < 100 ? 1 : 0);
}
