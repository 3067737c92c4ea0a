import { syncBuiltinESMExports } from 'node:module';
import { passthrough, RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import { type Connect, carry } from './carry.ts';
import { guardConnections, guardProtocols } from './guard.ts';

export interface InterceptOptions {
  /** Opens a connection to whoever knows which hosts are its own, and refuses the rest. */
  readonly connect: Connect;
  /** Host names that requests go to as if nothing were intercepted; default: none. */
  readonly allowed?: readonly string[];
  /** Handlers of MSW that are asked first; default: none. */
  readonly handlers?: readonly RequestHandler[];
}

/** Takes every request as it is; MSW's own handlers would add the cookies that they have seen. */
class EveryRequest extends RequestHandler {
  override predicate(): boolean {
    return true;
  }
  override log(): void {}
}

/**
 * Carry every HTTP request of this process to the mocks, from now on: by `fetch`, `node:http`, `node:https` and
 * what is built on them. What goes round them finds no way out of the process.
 * @returns lets requests go where they like again
 */
export function intercept({ connect, allowed = [], handlers = [] }: InterceptOptions): () => void {
  const server = setupServer(
    ...handlers,
    new EveryRequest({
      info: { header: 'to the mocks' },
      resolver: ({ request }) =>
        allowed.includes(new URL(request.url).hostname)
          ? passthrough()
          : carry(request, connect).catch(() => Response.error()),
    }),
  );
  const tell = (target: string) => tellRefused(connect, target);
  const letConnect = guardConnections(allowed, tell);
  // MSW 2 knows the first name and MSW 3 the second; each ignores the other's.
  server.listen({ onUnhandledRequest: 'error', onUnhandledFrame: 'error' } as Parameters<
    typeof server.listen
  >[0]);
  const letSpeak = guardProtocols(allowed, tell);
  // Modules that imported `request` by name get what MSW has put in its place.
  syncBuiltinESMExports();
  return () => {
    letSpeak();
    server.close();
    letConnect();
    syncBuiltinESMExports();
  };
}

/** Have a connection that was not let out recorded where refused requests are. */
function tellRefused(connect: Connect, target: string): void {
  const connection = connect();
  connection.on('error', () => {});
  connection.resume().write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
}
