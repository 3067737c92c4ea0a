// Exits in the middle of a line.
import { writeSync } from 'node:fs';
import { serve } from './well-behaved.mjs';

serve(({ id }) => {
  writeSync(1, `{"jsonrpc":"2.0","id":"${id}","res`);
  process.exit(0);
});
