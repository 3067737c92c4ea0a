import type { MockHost } from '../../mocks/kernel/index.ts';
import type { ClientUnderTest } from '../client/index.ts';
import { Redactor } from '../redaction/redactor.ts';
import type { Catalogue } from '../requirements/catalogue.ts';

/** What all cases of one run share: the listeners, the client, the catalogue. No case leaves anything in it but its secrets. */
export interface RunContext {
  readonly host: MockHost;
  readonly client: ClientUnderTest;
  readonly catalogue: Catalogue;
  /** A *should* that is not met fails. */
  readonly strict: boolean;
  /** Provider rows are judged too. */
  readonly selfCheck: boolean;
  /** What the mocks make up is the same again for the same seed. */
  readonly seed: string;
  /** The secrets of all cases so far: what is told outside a case, or too late, may hold them. */
  readonly secrets: Redactor;
}

/*
 * Cucumber makes the World of every scenario itself and hands it plain data only, so a run is looked up by
 * the name that travels in the world parameters.
 */
const runs = new Map<string, RunContext>();
let registered = 0;

/** Make a run known. @returns the name to put in the world parameters as `run` */
export function registerRun(run: Omit<RunContext, 'secrets'>): string {
  const id = `run-${++registered}`;
  runs.set(id, { ...run, secrets: new Redactor() });
  return id;
}

/** @throws Error when no run of that name is under way */
export function runContext(id: string): RunContext {
  const run = runs.get(id);
  if (run === undefined) throw new Error(`Failed to find the run "${id}": it is not under way.`);
  return run;
}

export function releaseRun(id: string): void {
  runs.delete(id);
}
