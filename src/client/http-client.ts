import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Method } from '../protocol/index.ts';
import type { ClientUnderTest } from './client.ts';
import { clientUrlProblem } from './client-url.ts';
import { parseReply, type Reply } from './interpret.ts';
import { decodeText, LINE_LIMIT } from './lines.ts';
import { MEND } from './mend.ts';
import type { ClientOptions } from './options.ts';
import type { Failure } from './strikes.ts';
import { Turns } from './turns.ts';
import { type Bearer, UnmanagedClient } from './unmanaged-client.ts';

/** A client that answers calls over HTTP. */
export interface HttpOptions extends ClientOptions {
  /** Where it listens, by plain http. */
  readonly url: string;
}

/**
 * The client under test as a server that somebody else has started: each call is the body of one POST.
 * @throws Error where the URL is none that a client can be reached by
 */
export function httpClient({ url, ...options }: HttpOptions): ClientUnderTest {
  const problem = clientUrlProblem(url);
  if (problem !== undefined)
    throw new Error(`Failed to reach the client at ${url}: a client's URL is ${problem}`);
  return new UnmanagedClient(new HttpBearer(new URL(url)), options);
}

class HttpBearer implements Bearer {
  readonly via = 'http';
  readonly #url: URL;
  readonly #open = new Set<ClientRequest>();
  /** Connections arrive in the order of their calls, so that a ping comes after what it follows. */
  readonly #turns = new Turns();
  #sent = 0;

  constructor(url: URL) {
    this.#url = url;
  }

  async carry(method: Method, params: unknown): Promise<Reply | Failure> {
    const id = `c${++this.#sent}`;
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    const { answer } = await this.#turns.take(() => this.#write(body));
    const text = await answer;
    if (typeof text !== 'string') return text;
    const reply = parseReply(text, 'a body');
    if ('problem' in reply) return broken(reply.problem, MEND.httpBody);
    return reply.id === id
      ? reply
      : broken(`an answer to another call, id ${JSON.stringify(reply.id)}`, MEND.unknownId);
  }

  close(): void {
    for (const open of this.#open) open.destroy();
  }

  /**
   * Send one call. One connection for each: one that is kept may be closed by its server just as it is used again.
   * @returns when it has been written or has failed, what it will be answered
   */
  async #write(body: string): Promise<{ readonly answer: Promise<string | Failure> }> {
    const call = request(this.#url, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      },
    });
    this.#open.add(call);
    const answer = answerTo(call)
      .catch((error: NodeJS.ErrnoException) => this.#gone(error))
      .finally(() => this.#open.delete(call));
    await Promise.race([answer, new Promise<void>(resolve => call.end(body, resolve))]);
    return { answer };
  }

  #gone({ code, syscall, message }: NodeJS.ErrnoException): Failure {
    const why = code ?? message;
    if (syscall === 'connect' || syscall === 'getaddrinfo')
      return { kind: 'gone', how: `could not be reached at ${this.#url} (${why})`, mend: MEND.notListening };
    return {
      kind: 'gone',
      how: `ended the connection before it had answered (${why})`,
      mend: MEND.httpEnded,
    };
  }
}

function answerTo(call: ClientRequest): Promise<string | Failure> {
  return new Promise((resolve, reject) => {
    call.once('response', message => resolve(read(message))).on('error', reject);
  });
}

async function read(message: IncomingMessage): Promise<string | Failure> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop ends the connection: what follows may be endless.
    if (length > LINE_LIMIT) return broken(`a body longer than ${LINE_LIMIT} bytes`, MEND.longBody);
    chunks.push(chunk);
  }
  if (message.statusCode !== 200) return broken(`an answer with status ${message.statusCode}`, MEND.httpBody);
  return decodeText(Buffer.concat(chunks)) ?? broken('bytes that are not UTF-8', MEND.notUtf8);
}

const broken = (problem: string, mend: string): Failure => ({ kind: 'broken-message', problem, mend });
