// Dies by a signal at every session that is opened.
import { createInterface } from 'node:readline';
import { answer } from './well-behaved.mjs';

createInterface({ input: process.stdin }).on('line', line => {
  const call = JSON.parse(line);
  if (call.method === 'session/open') process.kill(process.pid, 'SIGKILL');
  answer(call);
});
