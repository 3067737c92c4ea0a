// What the hostile programs share: an adapter that does all it should until it is asked for /trouble.
import { createInterface } from 'node:readline';

export const description = {
  protocolVersion: 1,
  client: { name: 'hostile', version: '1.0.0', language: 'javascript' },
  capabilities: { acquia: ['client-credentials'] },
};

const RESULTS = {
  initialize: description,
  'session/request': { outcome: 'response', status: 200, headers: {}, body: 'fine' },
};

/** Write one message; true when there is room for more. */
export function send(message) {
  return process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** Answer a call as it should be. */
export function answer({ id, method }) {
  return send({ id, result: RESULTS[method] ?? {} });
}

/** Serve; `trouble` takes the calls for /trouble, `end` what comes after `shutdown`. */
export function serve(trouble = answer, end = () => process.exit(0)) {
  createInterface({ input: process.stdin }).on('line', line => {
    const call = JSON.parse(line);
    if (call.params.path === '/trouble') return trouble(call);
    answer(call);
    if (call.method === 'shutdown') end();
  });
}
