// What the hostile programs share: an adapter that does all it should until it is asked for TROUBLE.
import { createInterface } from 'node:readline';
import { resultOf, TROUBLE } from './perfect.mjs';

/** Write one message; true when there is room for more. */
export function send(message) {
  return process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** Answer a call as it should be. */
export async function answer(call) {
  return send({ id: call.id, result: await resultOf(call) });
}

/** Serve; `trouble` takes the calls for TROUBLE, `end` what comes after `shutdown`. */
export function serve(trouble = answer, end = () => process.exit(0)) {
  createInterface({ input: process.stdin }).on('line', async line => {
    const call = JSON.parse(line);
    if (call.params.path === TROUBLE) return trouble(call);
    await answer(call);
    if (call.method === 'shutdown') end();
  });
}
