import { isIP, Socket } from 'node:net';

/** Where a socket wants to go. */
interface Target {
  readonly path?: string | undefined;
  readonly host?: string;
  readonly port?: number | string;
  readonly lookup?: unknown;
  /** Names of protocols, in a list or as they are sent (RFC 7301 section 3.1). */
  readonly ALPNProtocols?: unknown;
}

/** Says whether a socket may connect; it may still call `refuse` later. */
type Judge = (target: Target & { readonly host: string }, socket: Socket, refuse: () => void) => boolean;

/** Told of each refusal, `host:port`. */
type OnRefused = (target: string) => void;

/**
 * Refuse every connection of this process that would leave it by TCP, whatever library opens it (HTTP/2, undici,
 * plain sockets), without looking its name up. A local socket's path is no way out and is let through. To be put up
 * before MSW is.
 * @param allowed host names and addresses that may be connected to
 * @returns lets connections go where they like again
 */
export function guardConnections(allowed: readonly string[], onRefused: OnRefused): () => void {
  return judgeConnections(({ path, host, lookup }, socket, refuse) => {
    if (path !== undefined || allowed.includes(host)) return true;
    if (lookup === undefined || isIP(host) !== 0) return false;
    // MSW 3 has the connections that it makes up resolve every name to this machine; nobody else may leave it.
    socket.on('lookup', (_error, address) => isLoopback(address) || refuse());
    return true;
  }, onRefused);
}

/**
 * Refuse connections on which no HTTP/1.1 will be spoken: MSW 3 would take them and then not understand them. To be
 * put up after MSW is.
 * @returns lets them pass again
 */
export function guardProtocols(allowed: readonly string[], onRefused: OnRefused): () => void {
  return judgeConnections(
    ({ host, ALPNProtocols = 'http/1.1' }) =>
      allowed.includes(host) || String(ALPNProtocols).includes('http/1.1'),
    onRefused,
  );
}

function judgeConnections(judge: Judge, onRefused: OnRefused): () => void {
  const own = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect')!;
  const connect = own.value as (...args: unknown[]) => Socket;
  const judged = function (this: Socket, ...args: unknown[]): Socket {
    const { host = 'localhost', ...target } = targetOf(args);
    const refuse = () => {
      const where = `${host}:${target.port ?? ''}`;
      onRefused(where);
      this.destroy(refusal(where));
    };
    if (judge({ host, ...target }, this, refuse)) return Reflect.apply(connect, this, args);
    process.nextTick(refuse);
    return this;
  };
  Object.defineProperty(Socket.prototype, 'connect', { ...own, value: judged });
  return () => Object.defineProperty(Socket.prototype, 'connect', own);
}

/** Node itself calls `connect` with one array of arguments; others write options, a port or a path first. */
function targetOf(args: readonly unknown[]): Target {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return { port: first as number, ...(typeof second === 'string' ? { host: second } : {}) };
}

function isLoopback(address: unknown): boolean {
  return typeof address === 'string' && /^(127\.|::1$)/.test(address);
}

function refusal(target: string): Error {
  const message = `connect ECONNREFUSED ${target}: Countersign lets no connection out while it stands in for the platforms.`;
  return Object.assign(new Error(message), { code: 'ECONNREFUSED', syscall: 'connect' });
}
