// Writes to stdout without end and without a line feed.
import { serve } from './well-behaved.mjs';

serve(() => {
  const piece = ' '.repeat(60_000);
  const write = () => {
    while (process.stdout.write(piece));
    process.stdout.once('drain', write);
  };
  write();
});
