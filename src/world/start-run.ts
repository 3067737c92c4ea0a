import type { CallResult, ClientUnderTest } from '../client/index.ts';
import type { InitializeResult } from '../protocol/index.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { type ClientChoice, chooseClient } from './choose-client.ts';
import { loopback, type Network, production } from './network.ts';
import { registerRun, releaseRun } from './run-context.ts';

export type { ClientChoice } from './choose-client.ts';

export interface RunOptions {
  readonly client: ClientChoice;
  readonly strict: boolean;
  readonly selfCheck: boolean;
  /** Deadline of every call to the client, in milliseconds. */
  readonly timeoutMs: number;
  readonly seed: string;
  readonly catalogue: Catalogue;
  /** Where clients are sent: to this machine (default), or to the providers' own hosts, which the mocks stand in for. */
  readonly hosts?: 'loopback' | 'production' | undefined;
}

/** A run that cases can be executed in. */
export interface StartedRun {
  /** To be handed to Cucumber as the world parameter `run`. */
  readonly id: string;
  readonly client: ClientUnderTest;
  readonly handshake: CallResult<InitializeResult>;
  /** End the client and the listeners. Safe to call twice. */
  finish(): Promise<void>;
}

/**
 * Bring up what the cases of a run share: the mocks' listeners and the client under test.
 * @throws when the listeners cannot be had; never for what the client does
 */
export async function startRun(options: RunOptions): Promise<StartedRun> {
  const network: Network = await (options.hosts === 'production' ? production() : loopback());
  const { host, relay } = network;
  const client = await chooseClient(options.client, options.timeoutMs, relay);
  const handshake = await client.start();
  const { catalogue, strict, selfCheck, seed } = options;
  const id = registerRun({ host, client, catalogue, strict, selfCheck, seed });
  let finished: Promise<unknown> | undefined;
  return {
    id,
    client,
    handshake,
    async finish() {
      releaseRun(id);
      finished ??= client.stop().then(() => network.close());
      await finished;
    },
  };
}
