import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Send bytes as they are, and read whatever comes back until the other side closes.
 * @param base any address of the server
 * @param last whether to say that no more bytes will come; a server that has a whole request may then
 *   take its sender for gone
 * @returns what came back, a character for each byte
 */
export async function rawExchange(base: string, bytes: string | Buffer, last = false): Promise<string> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', chunk => chunks.push(chunk));
  // A server that will hear no more resets the connection; what it said until then counts.
  socket.on('error', () => {});
  if (last) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}
