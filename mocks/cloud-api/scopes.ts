import { facts, type Scope } from './metadata.ts';

/** Scopes by their names with spaces between (RFC 6749 section 3.3), in order; undefined where one is none. */
export function parseScopes(text: string): Scope[] | undefined {
  const names = text.split(' ').filter(name => name !== '');
  const known = facts.scopes.value;
  if (names.length === 0 || !names.every(name => (known as readonly string[]).includes(name)))
    return undefined;
  return known.filter(scope => names.includes(scope));
}
