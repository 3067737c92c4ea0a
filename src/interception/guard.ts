import { isIP, Socket } from 'node:net';

/** Where a socket wants to go. */
interface Target {
  readonly path?: string;
  readonly host?: string;
  readonly port?: number | string;
  readonly lookup?: unknown;
}

/**
 * Refuse every connection of this process that would leave it by TCP, whatever library opens it (HTTP/2, undici,
 * plain sockets), without looking its name up. A local socket's path is no way out and is let through.
 * @param allowed host names and addresses that may be connected to
 * @param onRefused told of each refusal, `host:port`
 * @returns lets connections go where they like again
 */
export function guardConnections(
  allowed: readonly string[],
  onRefused: (target: string) => void,
): () => void {
  const own = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect')!;
  const connect = own.value as (...args: unknown[]) => Socket;
  const guarded = function (this: Socket, ...args: unknown[]): Socket {
    const { path, host = 'localhost', port = '', lookup } = targetOf(args);
    const refuse = () => {
      const target = `${host}:${port}`;
      onRefused(target);
      this.destroy(refusal(target));
    };
    const named = lookup !== undefined && isIP(host) === 0;
    if (path !== undefined || allowed.includes(host) || named) {
      // MSW 3 has the connections that it makes up resolve every name to this machine; nobody else may leave it.
      if (named && !allowed.includes(host))
        this.on('lookup', (_error, address) => isLoopback(address) || refuse());
      return Reflect.apply(connect, this, args);
    }
    process.nextTick(refuse);
    return this;
  };
  Object.defineProperty(Socket.prototype, 'connect', { ...own, value: guarded });
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
