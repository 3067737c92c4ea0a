import type { Readable, Writable } from 'node:stream';
import type { ClientModule } from '../protocol/module.ts';
import { type Dispatched, dispatch, faultOf } from './dispatch.ts';
import { BrokenLineError, LineReader } from './lines.ts';

const PARSE_ERROR = -32700;

/** Where the messages come from and go to. */
export interface Channel {
  readonly input: Readable;
  readonly output: Writable;
}

/** Why {@link serve} came to its end. */
export type Ending = 'shutdown' | 'end of input';

/**
 * Serve a client: read calls line by line, hand each to the client at once, write each answer when it is
 * there.
 * @param module the client, or the promise of one; where it is rejected, every call is answered with that
 * @returns when `shutdown` has been answered or the input has ended
 * @throws BrokenLineError when the other side writes what is no line of the protocol
 */
export async function serve(
  module: ClientModule | Promise<ClientModule>,
  { input, output }: Channel,
): Promise<Ending> {
  const client = Promise.resolve(module);
  client.catch(() => {});
  const write = (message: string) =>
    new Promise<void>(resolve => output.write(`${message}\n`, () => resolve()));
  const lines = new LineReader();
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      for (const line of lines.feed(chunk)) {
        const call = parseCall(line);
        const answered = answer(client, call).then(write);
        if (call?.method !== 'shutdown') continue;
        await answered;
        return 'shutdown';
      }
    }
  } catch (error) {
    // A harness that was killed may end the connection by a reset.
    if (error instanceof BrokenLineError) throw error;
  }
  return 'end of input';
}

/** A call as it came, its parameters not looked at. */
interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params: unknown;
}

/** A message as a call; undefined where it is none. */
export function parseCall(line: string): Call | undefined {
  try {
    const call = JSON.parse(line) as Call;
    return typeof call.method === 'string' ? call : undefined;
  } catch {
    return undefined;
  }
}

/** The answer as text; never rejects. */
export async function answer(client: Promise<ClientModule>, call: Call | undefined): Promise<string> {
  if (call === undefined) {
    const error = { code: PARSE_ERROR, message: 'The message is no call of the protocol.' };
    return JSON.stringify({ jsonrpc: '2.0', id: null, error });
  }
  const outcome = await client.then(
    module => dispatch(module, call.method, call.params),
    (error: unknown): Dispatched => ({ error: faultOf(error) }),
  );
  return print(call.id, outcome);
}

function print(id: unknown, outcome: Dispatched): string {
  try {
    return JSON.stringify({ jsonrpc: '2.0', id, ...outcome });
  } catch (error) {
    return JSON.stringify({ jsonrpc: '2.0', id, error: faultOf(error) });
  }
}
