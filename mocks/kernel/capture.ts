import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RawHeader, RecordedResponse } from './exchange.ts';

/** Node's flat list of raw headers as pairs, in the order and case they crossed the wire. */
export function rawHeaders(flat: readonly string[]): RawHeader[] {
  return flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!] as const] : []));
}

/**
 * Read a request body whole.
 * @param limit in bytes
 * @returns the bytes; `too-long` past the limit (the rest is read and thrown away); `aborted` when the
 *   sender went away
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer | 'too-long' | 'aborted'> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise(resolve => {
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    req.once('end', () => resolve(length > limit ? 'too-long' : Buffer.concat(chunks)));
    req.on('error', () => resolve('aborted'));
    req.once('close', () => resolve('aborted'));
  });
}

/**
 * Keep a copy of what goes out.
 * @param done called once, when the answer is on its way; with `cut` where the connection was closed
 *   before the body was whole
 */
export function captureResponse(res: ServerResponse, done: (response: RecordedResponse) => void): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  const write = res.write;
  const end = res.end;
  let told = false;
  const tell = (cut: boolean) => {
    if (told) return;
    told = true;
    const headers = res
      .getHeaderNames()
      .flatMap(name => [res.getHeader(name)].flat().map(value => [name, String(value)] as const));
    const silent = res.req.method === 'HEAD' || res.statusCode === 204 || res.statusCode === 304;
    done({ status: res.statusCode, headers, body: silent ? Buffer.alloc(0) : Buffer.concat(chunks), cut });
  };
  res.write = function (this: ServerResponse, ...args: unknown[]) {
    keep(args[0]);
    return write.apply(this, args as Parameters<typeof write>);
  } as typeof write;
  res.end = function (this: ServerResponse, ...args: unknown[]) {
    keep(args[0]);
    tell(false);
    return end.apply(this, args as Parameters<typeof end>);
  } as typeof end;
  res.once('close', () => tell(true));
}
