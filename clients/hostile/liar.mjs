// What the liars share: a perfect adapter in front of no client at all.
import { createInterface } from 'node:readline';

const description = {
  protocolVersion: 1,
  client: { name: 'liar', version: '1.0.0', language: 'javascript' },
  capabilities: {
    acquia: [
      'client-credentials',
      'http-hmac',
      'renewal',
      'reauthenticates',
      'concurrent',
      'organization-scope',
    ],
  },
  clock: 'settable',
};

/** Answer every request with the same outcome. */
export function liar(outcome) {
  createInterface({ input: process.stdin }).on('line', line => {
    const { id, method } = JSON.parse(line);
    const result = { initialize: description, 'session/request': outcome }[method] ?? {};
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
    if (method === 'shutdown') process.exit(0);
  });
}
