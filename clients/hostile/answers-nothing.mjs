// Shakes hands and never says another word.
import { createInterface } from 'node:readline';
import { answer } from './well-behaved.mjs';

createInterface({ input: process.stdin }).on('line', line => {
  const call = JSON.parse(line);
  if (call.method === 'initialize') answer(call);
});
