import { type Duplex, duplexPair } from 'node:stream';

/**
 * The two ends of a connection that needs no port. When the far end is destroyed, the near one reads what was
 * written before and then the end, as from a network; when the near end is destroyed, so is the far one.
 */
export function connectedPair(): { readonly near: Duplex; readonly far: Duplex } {
  const [near, far] = duplexPair();
  far.once('close', () => {
    near.once('end', () => near.destroy());
    near.push(null);
  });
  near.once('close', () => far.destroy());
  // Whoever wrote to an end that has gone away is told by that end's `close`.
  for (const end of [near, far]) end.on('error', () => {});
  return { near, far };
}
