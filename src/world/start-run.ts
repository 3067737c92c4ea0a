import type { CallResult, ClientUnderTest } from '../client/index.ts';
import type { InitializeResult } from '../protocol/index.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { type ClientChoice, chooseClient } from './choose-client.ts';
import { loopback, type Network, production } from './network.ts';
import { registerRun, releaseRun, runContext } from './run-context.ts';

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
  /** Cuts the handshake short; afterwards it is of no account. */
  readonly signal?: AbortSignal;
}

/** What is told of a client outside any case. */
type ToldOf = Pick<ClientUnderTest, 'via' | 'exitProblem' | 'broken' | 'takeEvidence'>;

/** A run that cases can be executed in. */
export interface StartedRun {
  /** To be handed to Cucumber as the world parameter `run`. */
  readonly id: string;
  readonly client: ToldOf;
  readonly handshake: CallResult<InitializeResult>;
  /** Plain data without the secrets of any case so far: errors that no step has caught may tell them. */
  redact<T>(told: T): T;
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
  const handshake = await handshakeWith(client, options.signal);
  const { catalogue, strict, selfCheck, seed } = options;
  const id = registerRun({ host, client, catalogue, strict, selfCheck, seed });
  const { secrets } = runContext(id);
  let finished: Promise<unknown> | undefined;
  return {
    id,
    client: withoutSecrets(client, secrets),
    handshake,
    redact: told => secrets.redactAll(told),
    async finish() {
      releaseRun(id);
      finished ??= client.stop().then(() => network.close());
      await finished;
    },
  };
}

/** A client that has been given secrets may tell them in whatever it writes, to its last line. */
function withoutSecrets(client: ClientUnderTest, secrets: Redactor): ToldOf {
  return {
    via: client.via,
    get exitProblem() {
      return secrets.redactAll(client.exitProblem);
    },
    get broken() {
      return secrets.redactAll(client.broken);
    },
    takeEvidence: () => secrets.redact(client.takeEvidence()),
  };
}

/** Shake hands; a client whose handshake is cut short is ended. */
async function handshakeWith(
  client: ClientUnderTest,
  signal: AbortSignal | undefined,
): Promise<CallResult<InitializeResult>> {
  const cut = () => void client.stop();
  if (signal?.aborted) cut();
  signal?.addEventListener('abort', cut);
  const handshake = await client.start();
  signal?.removeEventListener('abort', cut);
  return handshake;
}
