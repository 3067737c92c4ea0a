import type { CallResult, ClientUnderTest } from '../client/client.ts';
import { mendOf } from '../client/mend.ts';
import { told } from '../client/strikes.ts';
import type { InitializeResult } from '../protocol/index.ts';
import type { RunRecord } from '../record/record.ts';

/** So many lines of what a client wrote are told when it did not come up. */
const LAST_LINES = 5;
const MEND_EXIT =
  'A run is complete when the adapter has answered shutdown, exits with 0 at once and says nothing more.';

export type ClientRecord = RunRecord['client'];

/** A client that was brought up, and the mocks it is to talk to. */
export interface StartedRun {
  /** The world parameter `run` by which the steps find it. */
  readonly id: string;
  readonly client: Pick<ClientUnderTest, 'via' | 'exitProblem' | 'broken' | 'takeEvidence'>;
  readonly handshake: CallResult<InitializeResult>;
  /** What somebody else has thrown, without the run's secrets. */
  redact<T>(told: T): T;
  /** End everything. */
  finish(): Promise<void>;
}

/** Bring up one client with mocks of its own, or as far as the signal lets it. Rejects only for faults of the harness. */
export type StartRun = (signal: AbortSignal) => Promise<StartedRun>;

/** The client as the record names it; without a handshake nothing is known of it. */
export function clientRecord({ client, handshake }: StartedRun): ClientRecord {
  const unknown = {
    name: 'unknown',
    version: 'unknown',
    language: 'unknown',
    via: client.via,
    capabilities: {},
  };
  if (handshake.kind !== 'answer') return unknown;
  const { client: self, capabilities, clock } = handshake.value;
  const declared = Object.entries(capabilities).flatMap(([platform, list]) =>
    list === undefined ? [] : [[platform, list] as const],
  );
  const { name, version, language } = self;
  return { name, version, language, via: client.via, capabilities: Object.fromEntries(declared), clock };
}

/** Why a client cannot be asked anything, in one sentence; undefined where its handshake went well. */
export function handshakeProblem({ client, handshake }: StartedRun): string | undefined {
  if (handshake.kind === 'answer') return undefined;
  const wrote = client.takeEvidence().trim().split('\n').slice(-LAST_LINES).join('\n');
  const what = `The client failed the handshake: it ${told(handshake)}. ${mendOf(handshake)}`;
  return wrote === '' ? what : `${what} It wrote:\n${wrote}`;
}

/** What was wrong with the client by the end of its run, one sentence each. */
export function endingProblems({ client }: StartedRun): { adapter: string[]; incomplete: string[] } {
  const { broken, exitProblem } = client;
  return {
    adapter: broken === undefined ? [] : [`The client ${broken}`],
    incomplete: exitProblem === undefined ? [] : [`The client ${exitProblem}. ${MEND_EXIT}`],
  };
}
