import { digestOfFiles, writeFacts } from './facts.ts';

/** What one hostile client did, and what came of it. */
export interface HostileFigure {
  readonly client: string;
  readonly does: string;
  /** Exit code and verdicts of its cases, in words. */
  readonly documented: string;
  readonly measured: string;
}

export type HostileFigures = readonly HostileFigure[];

/** The hostile clients, and the part of the harness that deals with them. */
export function hostileHangsOn(): string {
  return digestOfFiles('clients/hostile', 'src/client', 'scripts/hostile.ts');
}

export function writeHostile(figures: HostileFigures): void {
  writeFacts('hostile', { measuredOn: hostileHangsOn(), figures });
}
