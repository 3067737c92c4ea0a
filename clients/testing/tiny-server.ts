import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Arrival {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What to answer: status, body and headers; or `cut`, the connection closed in the middle of a body. */
export type Answer = { status: number; body?: string | Buffer; headers?: Record<string, string> } | 'cut';

/** What a server answers to the n-th arrival of one kind, counted from 1. */
export type Answers = Readonly<Record<string, (n: number, arrival: Arrival) => Answer | Promise<Answer>>>;

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The path that was asked for. */
export const pathOf = ({ target }: Arrival): string => target.replace(/\?.*/, '');

/**
 * Answers each arrival by its kind, and `{}` to those of other kinds.
 * @param kindOf what is counted as one kind; default: what asks for the same path
 */
export function answering(answers: Answers, kindOf = pathOf) {
  const counts = new Map<string, number>();
  return (arrival: Arrival): Answer | Promise<Answer> => {
    const kind = kindOf(arrival);
    const n = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, n);
    return answers[kind]?.(n, arrival) ?? json(200, {});
  };
}

/** A few lines of HTTP server for the tests of clients: it says what it is told and keeps what arrived. */
export class TinyServer {
  readonly arrivals: Arrival[] = [];
  readonly #server: Server;

  private constructor(answer: (arrival: Arrival) => Answer | Promise<Answer>) {
    this.#server = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk);
      const arrival = {
        method: req.method!,
        target: req.url!,
        headers: req.headers,
        body: Buffer.concat(chunks).toString(),
      };
      this.arrivals.push(arrival);
      reply(res, await answer(arrival));
    });
  }

  static async start(answer: (arrival: Arrival) => Answer | Promise<Answer>): Promise<TinyServer> {
    const tiny = new TinyServer(answer);
    tiny.#server.listen(0, '127.0.0.1');
    await once(tiny.#server, 'listening');
    return tiny;
  }

  /** `http://127.0.0.1:port` */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The arrivals below a path. */
  at(path: string): Arrival[] {
    return this.arrivals.filter(arrival => arrival.target.startsWith(path));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function reply(res: ServerResponse, answer: Answer): void {
  if (answer !== 'cut') {
    res.writeHead(answer.status, answer.headers).end(answer.body);
    return;
  }
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
  res.write('{"access_token":', () => res.destroy());
}
