import type { RequestListener } from 'node:http';
import type { ProductionHosts } from './production.ts';
import type { Sandbox } from './sandbox.ts';

/** How sure a fact sheet is of a value: read or seen, indirect evidence, or our own choice. */
export type Certainty = 'certain' | 'likely' | 'assumed';

/** A value that a mock answers by, and why we believe it. */
export interface Fact<T> {
  readonly value: T;
  readonly source: string;
  readonly certainty: Certainty;
}

/** A fact of each certainty; `source` names the section of the fact sheet. */
export const certain = <T>(value: T, source: string): Fact<T> => ({ value, source, certainty: 'certain' });
export const likely = <T>(value: T, source: string): Fact<T> => ({ value, source, certainty: 'likely' });
export const assumed = <T>(value: T, source: string): Fact<T> => ({ value, source, certainty: 'assumed' });

/**
 * One emulated platform. The application is made once and serves every sandbox; what differs between
 * sandboxes is in their state and settings.
 */
export interface Provider<State, Settings> {
  readonly name: string;
  /** Names of everything that can be asked of it; faults and gates go by them. */
  readonly operations: readonly string[];
  readonly defaultSettings: Settings;
  readonly app: RequestListener;
  createState(sandbox: Sandbox<State, Settings>): State;
  /** Every credential that the sandbox holds, as identifier and secret: nothing of it may be written down. */
  secrets(state: State): readonly (readonly [id: string, secret: string])[];
  endpoints(base: string): Readonly<Record<string, string>>;
  /** Where it is found in production; a provider without cannot stand in for the real one there. */
  readonly productionHosts?: ProductionHosts;
}
