// Starts a process in a session of its own that keeps its stdout and stderr open, tells its id and behaves.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { answer, send } from './well-behaved.mjs';

const daemon = spawn('sleep', ['600'], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
daemon.unref();

createInterface({ input: process.stdin }).on('line', async line => {
  const call = JSON.parse(line);
  if (call.params.path === '/daemon')
    send({
      id: call.id,
      result: { outcome: 'response', status: 200, headers: {}, body: String(daemon.pid) },
    });
  else await answer(call);
  if (call.method === 'shutdown') process.exit(0);
});
