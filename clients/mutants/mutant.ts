import type { ClientModule, RejectedOutcome, ResponseOutcome } from '../../src/protocol/index.ts';
import reference, { type Replacements } from '../reference/index.ts';

/** A deliberately wrong client: the reference client with one change. */
export interface Mutant {
  /** Short and unique. */
  readonly name: string;
  /** One sentence: what this client does wrong. */
  readonly wrong: string;
  /** The same fault in real clients, by its number in section (d) of the platform's fact sheet. */
  readonly fault?: number;
  /** The requirements that it breaks; every other one it meets. */
  readonly breaks: readonly string[];
  /** What a finding against it is explained as, where mistakes of its kind are explained. */
  readonly mistake?: string;
  /** Where it truly breaks several: why one change does that. */
  readonly because?: string;
  /** A new client, with nothing remembered. */
  make(): ClientModule;
}

/** A client that differs from the reference client and breaks nothing. */
export type Variant = Pick<Mutant, 'name' | 'make'> & {
  /** One sentence: what it does in another way. */
  readonly differs: string;
};

/** The reference client with some of its parts replaced; `replace` is asked anew for each client. */
export function composed(replace: () => Replacements): () => ClientModule {
  return () => reference(replace());
}

/** What the caller of a call is told. */
export type Told = ResponseOutcome | RejectedOutcome;

/** The reference client, whose caller is told something else of its calls. */
export function telling(
  change: (outcome: Told) => Told,
  replace: () => Replacements = () => ({}),
): () => ClientModule {
  return () => {
    const client = reference(replace());
    return {
      ...client,
      'session/request': async params => change(await client['session/request']!(params)),
    };
  };
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
