import type { ClientModule } from '../../src/protocol/index.ts';
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
  /** Where it truly breaks several: why one change does that. */
  readonly because?: string;
  /** A new client, with nothing remembered. */
  make(): ClientModule;
}

/** The reference client with some of its parts replaced; `replace` is asked anew for each client. */
export function composed(replace: () => Replacements): () => ClientModule {
  return () => reference(replace());
}

/** The reference client behind an adapter that changes some of its calls. */
export function wrapped(change: (client: ClientModule) => Partial<ClientModule>): () => ClientModule {
  return () => {
    const client = reference();
    return { ...client, ...change(client) };
  };
}
