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
    platformsh: [
      'api-token',
      'renewal',
      'reauthenticates',
      'concurrent',
      'environment',
      'auth.info',
      'projects.list',
      'environments.list',
      'variable.create',
      'backup.create',
      'ssh-key.create',
      'ssh-key.list',
      'logout',
    ],
    'cloud-api': [
      'api-key',
      'authorization-code',
      'concurrent',
      'renewal',
      'reauthenticates',
      'retry',
      'rotation',
      'follow-links',
      'https-only',
      'idempotency-key',
      'pkce',
      'refresh-token',
      'projects.list',
      'projects.create',
      'keys.create',
      'usage.get',
      'user.get',
    ],
    'api-token-realm': ['header', 'query', 'follow-links', 'concurrent'],
    'clever-cloud': [
      'oauth1',
      'api-token',
      'oauth1:PLAINTEXT',
      'oauth1:HMAC-SHA1',
      'oauth1:HMAC-SHA512',
      'oauth1:dance',
      'concurrent',
      'login',
      'profile.get',
      'tokens.create',
      'tokens.list',
      'tokens.revoke',
    ],
  },
  clock: 'settable',
};

/**
 * Answer everything alike: `response` to calls, `outcome` to operations and to both halves of an
 * authorization.
 */
export function liar(response, outcome) {
  const answers = {
    initialize: description,
    'session/request': response,
    'session/invoke': outcome,
    'session/beginAuthorization': outcome,
    'session/completeAuthorization': outcome,
  };
  createInterface({ input: process.stdin }).on('line', line => {
    const { id, method } = JSON.parse(line);
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: answers[method] ?? {} })}\n`);
    if (method === 'shutdown') process.exit(0);
  });
}
