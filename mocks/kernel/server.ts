import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { captureResponse, rawHeaders, readBody } from './capture.ts';
import { type RealTime, VirtualClock } from './clock.ts';
import { setContext } from './context.ts';
import { Entropy } from './entropy.ts';
import type { Exchange } from './exchange.ts';
import type { Provider } from './provider.ts';
import { Sandbox } from './sandbox.ts';

const LOOPBACK = '127.0.0.1';
/** A request body may hold this many bytes; a longer one is answered 413. */
const BODY_LIMIT = 1024 * 1024;

/** A request that belonged to no open sandbox, kept so that it cannot go unnoticed. */
export interface Stray {
  readonly method: string;
  readonly target: string;
  readonly realAt: number;
}

/**
 * Sees every request before any sandbox does.
 * @returns whether it takes the request upon itself, so that no sandbox sees it
 */
export type Front = (req: IncomingMessage, res: ServerResponse, site: Exchange['site']) => boolean;

/** What may differ between two sandboxes of one provider. */
export interface SandboxOptions<Settings> {
  /** Its name, the first segment of its address; default: `s1`, `s2`, … */
  readonly id?: string;
  /** Virtual time to begin at, milliseconds since the epoch; default: the machine's time. */
  readonly start?: number;
  readonly seed?: string;
  readonly settings?: Partial<Settings>;
}

/**
 * Serves any number of sandboxes behind two loopback listeners: the platform's address, and a foreign host
 * (other name, other port) that redirects can lead to. A sandbox is a path prefix, so opening one costs
 * neither a port nor an application.
 */
export class MockHost {
  readonly #real: RealTime;
  readonly #front: Front | undefined;
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #servers: Server[] = [];
  readonly strays: Stray[] = [];
  #opened = 0;
  #base = '';
  #foreignBase = '';

  private constructor(real: RealTime, front: Front | undefined) {
    this.#real = real;
    this.#front = front;
  }

  /**
   * Start listening on loopback.
   * @param real the machine's time in milliseconds since the epoch
   * @param port for the platform's address; 0 takes a free one
   * @throws when the port is taken
   */
  static async start(real: RealTime, port = 0, front?: Front): Promise<MockHost> {
    const host = new MockHost(real, front);
    host.#base = `http://${LOOPBACK}:${await host.#listen('platform', port)}`;
    host.#foreignBase = `http://localhost:${await host.#listen('foreign', 0)}`;
    return host;
  }

  /** The platform's address, without a trailing slash. */
  get base(): string {
    return this.#base;
  }

  /**
   * Make a world for one case.
   * @throws Error when a sandbox of that id is open
   */
  open<State, Settings>(
    provider: Provider<State, Settings>,
    options: SandboxOptions<Settings> = {},
  ): Sandbox<State, Settings> {
    const id = options.id ?? `s${++this.#opened}`;
    if (this.#sandboxes.has(id))
      throw new Error(`Failed to open the sandbox "${id}": one of that id is open. Close it first.`);
    const sandbox = new Sandbox<State, Settings>({
      id,
      provider,
      clock: new VirtualClock(this.#real, options.start),
      entropy: new Entropy(options.seed === undefined ? undefined : `${options.seed}/${id}`),
      settings: { ...provider.defaultSettings, ...options.settings },
      base: `${this.#base}/${id}`,
      foreignBase: `${this.#foreignBase}/${id}`,
    });
    this.#sandboxes.set(id, sandbox);
    return sandbox;
  }

  /** End a world; what still arrives for it is a stray. */
  close(sandbox: Sandbox): void {
    sandbox.gates.openAll();
    if (this.#sandboxes.get(sandbox.id) === sandbox) this.#sandboxes.delete(sandbox.id);
  }

  /** Stop listening and drop every connection. */
  async stop(): Promise<void> {
    for (const sandbox of [...this.#sandboxes.values()]) this.close(sandbox);
    await Promise.all(
      this.#servers.map(server => {
        const closed = new Promise(resolve => server.close(resolve));
        server.closeAllConnections();
        return closed;
      }),
    );
  }

  async #listen(site: Exchange['site'], port: number): Promise<number> {
    // No idle limit: a kept-alive connection must not die between two calls of a slow client.
    const server = createServer({ keepAliveTimeout: 0 }, (req, res) => void this.#receive(site, req, res));
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, LOOPBACK, resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  async #receive(site: Exchange['site'], req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (this.#front?.(req, res, site)) return;
    const target = req.url ?? '/';
    const [, id = '', rest = ''] = /^\/([^/?]*)(.*)$/s.exec(target) ?? [];
    const sandbox = this.#sandboxes.get(id);
    const body = await readBody(req, BODY_LIMIT);
    if (body === 'aborted') return;
    if (sandbox === undefined) {
      this.strays.push({ method: req.method ?? '', target, realAt: this.#real() });
      res.writeHead(404).end();
      return;
    }
    const origin = site === 'platform' ? this.#base : this.#foreignBase;
    const exchange = sandbox.journal.open({
      site,
      at: sandbox.clock.now(),
      realAt: this.#real(),
      request: {
        method: req.method ?? '',
        target,
        url: `${origin}${target}`,
        httpVersion: req.httpVersion,
        headers: rawHeaders(req.rawHeaders),
        body: body === 'too-long' ? Buffer.alloc(0) : body,
      },
    });
    res.sendDate = false;
    res.setHeader('Date', new Date(sandbox.clock.now()).toUTCString());
    captureResponse(res, response => {
      exchange.response = response;
    });
    if (body === 'too-long') {
      res.writeHead(413, { Connection: 'close' }).end();
      return;
    }
    setContext(req, { sandbox, exchange });
    if (site === 'foreign') {
      res.writeHead(200, { 'Content-Type': 'text/plain' }).end('stored object\n');
      return;
    }
    req.url = rest.startsWith('/') ? rest : `/${rest}`;
    sandbox.provider.app(req, res);
  }
}
