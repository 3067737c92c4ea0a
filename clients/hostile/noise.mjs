// A gigabyte, or as much as COUNTERSIGN_NOISE_BYTES says, in lines.
import { once } from 'node:events';

const LINE = `${'noise '.repeat(10_000)}\n`;

/** Write it to a stream, and wait until the stream has taken it. */
export async function makeNoise(stream) {
  let left = Number(process.env.COUNTERSIGN_NOISE_BYTES ?? 2 ** 30);
  for (; left > 0; left -= LINE.length) {
    if (!stream.write(LINE)) await once(stream, 'drain');
  }
}
