import { ClientFailure } from '../failure.ts';

/* Answers taken apart. Each of these throws a ClientFailure `malformed-response` when the form is another. */

/** An object's members. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw unusable('an object is missing');
}

/** The objects of a list. */
export function rows(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.map(members);
  throw unusable('a list is missing');
}

export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw unusable('a text is missing');
}

/** An id, which some resources write as a number. */
export function id(value: unknown): string {
  return typeof value === 'number' ? String(value) : text(value);
}

/** The addresses that a resource's links lead to, by their names. */
export function links(resource: unknown): ReadonlyMap<string, string> {
  const { _links = {} } = members(resource);
  return new Map(Object.entries(members(_links)).map(([name, link]) => [name, text(members(link).href)]));
}

/** What an answer to a change holds besides its status. */
export function embedded(answer: unknown): Readonly<Record<string, unknown>> {
  return members(members(answer)._embedded);
}

export function unusable(why: string): ClientFailure {
  return new ClientFailure('malformed-response', `The platform's answer is unusable: ${why}.`);
}
