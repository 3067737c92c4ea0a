import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { captureResponse, rawHeaders, readBody } from './capture.ts';
import { type RealTime, VirtualClock } from './clock.ts';
import { connectedPair } from './connected-pair.ts';
import { setContext } from './context.ts';
import { Entropy } from './entropy.ts';
import type { Exchange, RecordedRequest } from './exchange.ts';
import { type Place, Places } from './places.ts';
import type { Provider } from './provider.ts';
import { Sandbox, type SandboxParts } from './sandbox.ts';

const LOOPBACK = '127.0.0.1';
/** A request body may hold this many bytes; a longer one is answered 413. */
const BODY_LIMIT = 1024 * 1024;
/** No idle limit: a kept-alive connection must not die between two calls of a slow client. */
const KEPT_ALIVE = { keepAliveTimeout: 0 };

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
 * Serves any number of sandboxes. At loopback they are behind two listeners: the platform's address, and a foreign
 * host (other name, other port) that redirects can lead to; a sandbox is a path prefix, so opening one costs
 * neither a port nor an application. In production a sandbox has its provider's own hosts, and a foreign one;
 * requests come by {@link connect} and {@link accept} and name the URL they address in absolute form.
 */
export class MockHost {
  readonly #real: RealTime;
  readonly #front: Front | undefined;
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #servers: Server[] = [];
  readonly #bridge: Server;
  readonly #connections = new Set<Duplex>();
  readonly #places = new Places();
  readonly strays: Stray[] = [];
  #opened = 0;
  #base = '';
  #foreignBase = '';

  private constructor(real: RealTime, front: Front | undefined) {
    this.#real = real;
    this.#front = front;
    this.#bridge = createServer(KEPT_ALIVE, (req, res) => void this.#receive('production', req, res));
    this.#bridge.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
      this.#takeStray('CONNECT', url);
      socket.destroy();
    });
  }

  /** A host for production addresses alone: it listens nowhere. */
  static production(real: RealTime): MockHost {
    return new MockHost(real, undefined);
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
      ...this.#addressesFor(id, provider),
      id,
      provider,
      clock: new VirtualClock(this.#real, options.start),
      entropy: new Entropy(options.seed === undefined ? undefined : `${options.seed}/${id}`),
      settings: { ...provider.defaultSettings, ...options.settings },
    });
    this.#sandboxes.set(id, sandbox);
    if (sandbox.production !== undefined) this.#places.give(sandbox, sandbox.production);
    return sandbox;
  }

  /** A connection to the mocks' production addresses, in this process. */
  connect(): Duplex {
    const { near, far } = connectedPair();
    this.accept(far);
    return near;
  }

  /** Serve a connection, from wherever it comes, as one to the mocks' production addresses. */
  accept(connection: Duplex): void {
    this.#connections.add(connection);
    connection.once('close', () => this.#connections.delete(connection));
    this.#bridge.emit('connection', connection);
  }

  /** End a world; what still arrives for it is a stray. */
  close(sandbox: Sandbox): void {
    sandbox.gates.openAll();
    if (this.#sandboxes.get(sandbox.id) === sandbox) this.#sandboxes.delete(sandbox.id);
    this.#places.takeBack(sandbox);
  }

  /** Stop listening and drop every connection. */
  async stop(): Promise<void> {
    for (const sandbox of [...this.#sandboxes.values()]) this.close(sandbox);
    for (const connection of this.#connections) connection.destroy();
    await Promise.all(
      this.#servers.map(server => {
        const closed = new Promise(resolve => server.close(resolve));
        server.closeAllConnections();
        return closed;
      }),
    );
  }

  #addressesFor(
    id: string,
    provider: Provider<unknown, unknown>,
  ): Pick<SandboxParts<unknown, unknown>, 'base' | 'foreignBase' | 'production'> {
    if (this.#base === '') return this.#places.addressesFor(id, provider);
    return { base: `${this.#base}/${id}`, foreignBase: `${this.#foreignBase}/${id}` };
  }

  async #listen(site: Exchange['site'], port: number): Promise<number> {
    const server = createServer(KEPT_ALIVE, (req, res) => void this.#receive(site, req, res));
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, LOOPBACK, resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  async #receive(
    from: Exchange['site'] | 'production',
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    if (from !== 'production' && this.#front?.(req, res, from)) return;
    const place = this.#placeOf(from, req.url ?? '/');
    const body = await readBody(req, BODY_LIMIT);
    if (body === 'aborted') return;
    const { sandbox, path } = place;
    if (sandbox === undefined || path === undefined) {
      this.#takeStray(req.method ?? '', place.target);
      if (place.refused) req.socket.destroy();
      else res.writeHead(404).end();
      return;
    }
    // What Express and the mocks take for the sign of https.
    if (from === 'production') Object.assign(req.socket, { encrypted: place.url.startsWith('https:') });
    const exchange = this.#record(place, sandbox, req, {
      ...(from === 'production' ? { headersParsed: true } : {}),
      body: body === 'too-long' ? Buffer.alloc(0) : body,
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
    if (place.site === 'foreign') {
      res.writeHead(200, { 'Content-Type': 'text/plain' }).end('stored object\n');
      return;
    }
    req.url = path;
    sandbox.provider.app(req, res);
  }

  #placeOf(from: Exchange['site'] | 'production', target: string): Place {
    if (from === 'production') return this.#places.find(target);
    const [, id = '', rest = ''] = /^\/([^/?]*)(.*)$/s.exec(target) ?? [];
    return {
      site: from,
      sandbox: this.#sandboxes.get(id),
      path: rest.startsWith('/') ? rest : `/${rest}`,
      target,
      url: `${from === 'platform' ? this.#base : this.#foreignBase}${target}`,
      refused: false,
    };
  }

  #record(
    { site, target, url }: Place,
    sandbox: Sandbox,
    req: IncomingMessage,
    rest: Pick<RecordedRequest, 'body' | 'headersParsed'>,
  ): Exchange {
    return sandbox.journal.open({
      site,
      at: sandbox.clock.now(),
      realAt: this.#real(),
      request: {
        method: req.method ?? '',
        target,
        url,
        httpVersion: req.httpVersion,
        headers: rawHeaders(req.rawHeaders),
        ...rest,
      },
    });
  }

  #takeStray(method: string, target: string): void {
    this.strays.push({ method, target, realAt: this.#real() });
  }
}
