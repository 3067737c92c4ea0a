// A gigabyte of noise, in lines.
import { once } from 'node:events';

const LINE = `${'noise '.repeat(10_000)}\n`;

/** Write it to a stream, and wait until the stream has taken it. */
export async function makeNoise(stream) {
  for (let left = 2 ** 30; left > 0; left -= LINE.length) {
    if (!stream.write(LINE)) await once(stream, 'drain');
  }
}
