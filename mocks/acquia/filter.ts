import { ProviderError } from '../kernel/index.ts';

/** One condition of a filter: `name=@meadow`. */
export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** Alternatives of conditions that must all hold. */
export type Filter = readonly (readonly Condition[])[];

const operators: Readonly<Record<string, (have: string, want: string) => boolean>> = {
  '=@': contains,
  '!@': (have, want) => !contains(have, want),
  '!=': (have, want) => have !== want,
  '>=': (have, want) => compare(have, want) >= 0,
  '<=': (have, want) => compare(have, want) <= 0,
  '=': (have, want) => have === want,
  '>': (have, want) => compare(have, want) > 0,
  '<': (have, want) => compare(have, want) < 0,
};

/**
 * Read a `filter` parameter: `,` is OR, `;` is AND and binds tighter (sheet b7).
 * @param fields the names that a condition may have
 * @throws ProviderError `bad_request` for a condition of another form
 */
export function parseFilter(text: string, fields: readonly string[]): Filter {
  if (text === '') return [];
  return text.split(',').map(all => all.split(';').map(condition => parseCondition(condition, fields)));
}

/**
 * @param read how to read a field of the item in question
 * @returns whether the item passes; an empty filter lets everything pass
 */
export function matches(filter: Filter, read: (field: string) => string): boolean {
  if (filter.length === 0) return true;
  return filter.some(all => all.every(c => operators[c.operator]!(read(c.field), c.value)));
}

function parseCondition(text: string, fields: readonly string[]): Condition {
  const [, field = '', operator = '', value = ''] = /^(\w+)(=@|!@|!=|>=|<=|=|>|<)(.*)$/s.exec(text) ?? [];
  if (fields.includes(field)) return { field, operator, value };
  throw new ProviderError('bad_request', `filter ${text}`, {
    message: `The filter "${text}" is not supported.`,
  });
}

/** `*` in the wanted text stands for anything: acli asks `hosting=@*:site`. */
function contains(have: string, want: string): boolean {
  let from = 0;
  return want.split('*').every(part => {
    const at = have.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

/** By number where both are numbers, else by text. */
function compare(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a < b ? -1 : Number(a > b);
}
