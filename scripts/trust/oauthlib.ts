import { digestOfFiles, writeFacts } from './facts.ts';

/** What `npm run oauthlib` came to. */
export interface OauthlibFigures {
  readonly seed: number;
  readonly total: number;
  /** Requests on which both agree. */
  readonly asItIs: number;
  /** The same, once oauthlib decodes query and body only once. */
  readonly corrected: number;
  /** Known differences that are as written down, of how many. */
  readonly decided: readonly [number, number];
}

/** Our verifier, and what it is compared by. */
export function oauthlibHangsOn(): string {
  return digestOfFiles('mocks/kernel/oauth1', 'test/oauthlib');
}

export function writeOauthlib(figures: OauthlibFigures): void {
  writeFacts('oauthlib', { measuredOn: oauthlibHangsOn(), figures });
}
