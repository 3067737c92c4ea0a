/*
 * The program that a client module runs in: `node module-host.js FILE OFFSET [RELAY]`. The protocol goes over file
 * descriptor 3, so the client may write to stdout as it likes. With a relay, whatever the client sends by HTTP goes
 * there, and nothing else leaves the process.
 */

import { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { ClientModule } from '../protocol/module.ts';
import { MovableTime } from './movable-time.ts';
import { serve } from './serve.ts';

const [file = '', offset = '0', relay] = process.argv.slice(2);
const time = new MovableTime(Number(offset));

/**
 * Import the client.
 * @throws Error when the file cannot be imported or exports no client
 */
async function load(): Promise<ClientModule> {
  const exports = (await import(pathToFileURL(file).href)) as { default?: unknown };
  let client = exports.default;
  // A CommonJS file that was compiled from `export default`.
  if (typeof client === 'object' && client !== null && 'default' in client) client = client.default;
  if (typeof client === 'function') client = await client();
  if (typeof client === 'object' && client !== null && 'initialize' in client) return client as ClientModule;
  throw new Error(
    `Failed to use ${file}: its default export is no client. Export an object with initialize, or a function that makes one.`,
  );
}

/** The client, with the harness's own calls added; a client that takes the time from the protocol keeps its own. */
function hosted(client: ClientModule): ClientModule {
  const own = {
    'host/moveTime': async ({ offset }: { offset: number }) => time.moveTo(offset),
    'host/timers': async () => ({ ages: time.timerAges }),
    initialize: async (params: Parameters<ClientModule['initialize']>[0]) => {
      const result = await client.initialize(params);
      if (result.clock === 'settable') time.release();
      return result;
    },
  };
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Object.hasOwn(own, name)
        ? own[name as keyof typeof own]
        : Reflect.get(target, name);
      // Bound, because private members of a class are found on the object itself only.
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

if (relay !== undefined) {
  const { connectorTo, intercept } = await import('../interception/index.ts');
  intercept({ connect: connectorTo(relay) });
}
const socket = new Socket({ fd: 3, readable: true, writable: true });
socket.on('error', () => {});
const ending = await serve(load().then(hosted), { input: socket, output: socket });
// Without the harness nothing may stay behind: neither this process nor what the client started.
if (ending === 'end of input') process.kill(-process.pid, 'SIGKILL');
process.exit();
