// Writes an answer without its line feed, as from a buffer that nobody flushes, and stays.
import { resultOf } from './perfect.mjs';
import { serve } from './well-behaved.mjs';

serve(async call => {
  process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id: call.id, result: await resultOf(call) }));
});
