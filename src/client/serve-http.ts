import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientModule } from '../protocol/module.ts';
import { answer, parseCall } from './serve.ts';

/** A client that is served over HTTP. */
export interface ServedClient {
  /** What `--client-url` takes. */
  readonly url: string;
  /** Take no more calls. */
  stop(): Promise<void>;
}

/**
 * Serve a client over HTTP, as a server for `--client-url`: each POST is one call. It goes on after `shutdown`, for the
 * next run, and answers this machine only, and no page in its browsers.
 * @param port 0 for any that is free
 * @throws Error where the port is taken
 */
export async function serveHttp(module: ClientModule, { port = 0 } = {}): Promise<ServedClient> {
  const server = createServer(answering(Promise.resolve(module)));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop };
}

/** Whether a page in a browser may have sent it: across origins, or by a name that was rebound to this machine. */
function isPage({ headers: { host, origin }, socket: { localPort } }: IncomingMessage): boolean {
  return origin !== undefined || !(host === `127.0.0.1:${localPort}` || host === `localhost:${localPort}`);
}

function answering(client: Promise<ClientModule>): RequestListener {
  return async (req, res) => {
    if (isPage(req)) return void res.writeHead(403).end();
    if (req.method !== 'POST') return void res.writeHead(405, { Allow: 'POST' }).end();
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      // Whoever asked has gone away.
      return;
    }
    const text = await answer(client, parseCall(Buffer.concat(chunks).toString()));
    res.setHeader('Content-Type', 'application/json').end(text);
  };
}
