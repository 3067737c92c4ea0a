import { facts } from '../metadata.ts';

/** An Authorization header, taken apart (RFC 9110 section 11.6.2). */
export interface HeaderCredential {
  readonly scheme: string;
  /** What follows the scheme and its blanks; empty where nothing does. */
  readonly token: string;
}

export function parseAuthorization(value: string): HeaderCredential {
  const [, scheme = '', token = ''] = /^(\S*) *(.*)$/s.exec(value) ?? [];
  return { scheme, token };
}

/** @param strict whether the case of the scheme counts (b1) */
export function isOurScheme(scheme: string, strict: boolean): boolean {
  const ours = facts.scheme.value;
  return strict ? scheme === ours : scheme.toLowerCase() === ours.toLowerCase();
}
