import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Connect } from './carry.ts';

/** Node's own, whatever is put in its place later: connections to a relay are not to be intercepted. */
const { connect } = Socket.prototype;

/** Where another process of this user can connect to. */
export interface Relay {
  /** Path of a local socket, or name of a pipe on Windows. */
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Listen on a local socket that only this user can reach: it lies in a folder of its own, and no port is opened.
 * @param accept takes over every connection
 */
export async function openRelay(accept: (connection: Duplex) => void): Promise<Relay> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  const isWindows = process.platform === 'win32';
  const path = isWindows
    ? `\\\\.\\pipe\\countersign-${randomBytes(16).toString('hex')}`
    : join(folder, 'hosts');
  const server = createServer(accept);
  await once(server.listen(path), 'listening');
  return {
    path,
    async close() {
      await new Promise(resolve => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Connects to the relay of another process. */
export function connectorTo(path: string): Connect {
  return () => connect.call(new Socket(), path);
}
