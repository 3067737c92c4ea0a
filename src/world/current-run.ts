import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { type RunContext, runContext } from './run-context.ts';
import type { ClientChoice, StartedRun } from './start-run.ts';

/** What people who start cucumber-js themselves may put into `worldParameters`. */
export interface WorldParameters {
  /** Name of a run that `countersign run` has started; the rest is then of no account. */
  readonly run?: string;
  /** A client module; default: the bundled reference client. */
  readonly client?: string;
  /** A command that starts a subprocess client. */
  readonly clientCommand?: string;
  /** The address of a client that answers over HTTP. */
  readonly clientUrl?: string;
  readonly strict?: boolean;
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
let own: Promise<StartedRun> | undefined;

/**
 * The run that a scenario belongs to: the one that `countersign run` started, or one of our own where
 * Cucumber was started directly.
 * @throws Error when the client of our own run does not shake hands
 */
export async function currentRun(parameters: WorldParameters): Promise<RunContext> {
  if (parameters.run !== undefined) return runContext(parameters.run);
  own ??= startOwnRun(parameters);
  const { id, handshake } = await own;
  if (handshake.kind !== 'answer')
    throw new Error(`Failed to start the client: ${JSON.stringify(handshake)}. Check worldParameters.`);
  return runContext(id);
}

/** End the run that {@link currentRun} began, if it did. */
export async function finishOwnRun(): Promise<void> {
  // A run that never started was told of by the scenarios that needed it.
  const started = await own?.catch(() => undefined);
  await started?.finish();
  own = undefined;
}

async function startOwnRun(parameters: WorldParameters): Promise<StartedRun> {
  const { startRun } = await import('./start-run.ts');
  const { loadCatalogue } = await import('../requirements/catalogue.ts');
  return startRun({
    client: await clientOf(parameters),
    strict: parameters.strict ?? false,
    selfCheck: true,
    timeoutMs: parameters.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    seed: 'cucumber',
    catalogue: loadCatalogue(join(packageRoot(), 'features')),
  });
}

async function clientOf({ client, clientCommand, clientUrl }: WorldParameters): Promise<ClientChoice> {
  if (client !== undefined) return { kind: 'module', file: client };
  if (clientUrl !== undefined) return { kind: 'http', url: clientUrl };
  if (clientCommand === undefined) return { kind: 'reference' };
  const { splitCommand } = await import('../client/index.ts');
  return { kind: 'subprocess', command: splitCommand(clientCommand) };
}
