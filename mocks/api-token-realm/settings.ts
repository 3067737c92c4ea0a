import { facts } from './metadata.ts';

/** What may differ between two sandboxes; where the fact sheet says *assumed*, the choice stands here. */
export interface ApiTokenRealmSettings {
  /** Take the scheme word in this spelling only; without it its case is free (b1; RFC 9110 section 11.1). */
  strict: boolean;
  /** Name of the query parameter that holds the token (R23, assumed); the case of the name counts. */
  parameter: string;
  /** What a `+` in the query stands for: a blank by the rule for forms, or itself (b1, assumed). */
  plusInQuery: 'blank' | 'plus';
  /** A token in header and query at once: taken where both are equal, or never (b1, assumed). */
  bothTransports: 'equal' | 'never';
  /** What generated values are made of: as in the sample, or with characters that a query must escape (b1). */
  tokenValues: 'plain' | 'awkward';
  /** What an inactive token is told: what an unknown one is, or why (b2, assumed). */
  inactiveMessage: 'same' | 'distinct';
  /** Whether a token can do at most what its user may at the time of the call (b3, assumed). */
  userRights: 'limit' | 'ignore';
  /** Another user's token, for who may not manage it: forbidden, or not there at all (b2, assumed). */
  foreignTokens: 'forbidden' | 'hidden';
  /** Whether an owner may not activate what an administrator has deactivated (e, assumed: they may). */
  adminLock: boolean;
  /** Error bodies: `{error:{code,message}}`, or `{error,message}` with a text in `error` (b2). */
  errors: 'object' | 'flat';
  /** Items on a page of a list, unless the request says otherwise. */
  pageSize: number;
}

export const defaultSettings: ApiTokenRealmSettings = {
  strict: false,
  parameter: facts.parameter.value,
  plusInQuery: 'blank',
  bothTransports: 'equal',
  tokenValues: 'plain',
  inactiveMessage: 'same',
  userRights: 'limit',
  foreignTokens: 'forbidden',
  adminLock: false,
  errors: 'object',
  pageSize: 2,
};
