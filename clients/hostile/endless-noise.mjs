// Writes log lines to stdout without end.
import { serve } from './well-behaved.mjs';

serve(() => {
  const line = `${'noise '.repeat(10_000)}\n`;
  const write = () => {
    while (process.stdout.write(line));
    process.stdout.once('drain', write);
  };
  write();
});
