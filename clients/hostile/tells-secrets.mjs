// Tells every credential it gets wherever it can: on stderr, in the URL, in headers, in messages to the caller,
// raw and in every encoding. COUNTERSIGN_SECRETS_FILE names a file to keep them in, to be looked for afterwards.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const sessions = new Map();
const forms = text => [
  text,
  encodeURIComponent(text),
  encodeURIComponent(encodeURIComponent(text)),
  Buffer.from(text).toString('base64'),
  Buffer.from(text).toString('base64url'),
  JSON.stringify(text),
];

/** Every credential, alone and as HTTP Basic and OAuth's PLAINTEXT put them together. */
function secretsOf(credentials) {
  const { apiKey, apiSecret, consumerKey, consumerSecret, token, tokenSecret } = credentials;
  const pairs = [
    [apiKey, apiSecret, ':'],
    [consumerKey, consumerSecret, ':'],
    [token, tokenSecret, ':'],
    [consumerSecret, tokenSecret, '&'],
  ];
  const whole = pairs.filter(([a, b]) => a !== undefined && b !== undefined);
  return [...Object.values(credentials), ...whole.map(([a, b, between]) => a + between + b)];
}

function keep(...secrets) {
  const file = process.env.COUNTERSIGN_SECRETS_FILE;
  if (file !== undefined) appendFileSync(file, secrets.map(secret => `${JSON.stringify(secret)}\n`).join(''));
}

async function tokenFor({ endpoints, credentials }) {
  if (endpoints.token === undefined) return '';
  const { apiKey, apiSecret, apiToken } = credentials;
  const body = new URLSearchParams(
    apiToken === undefined
      ? { client_id: apiKey, client_secret: apiSecret, grant_type: 'client_credentials' }
      : { client_id: 'platform-cli', client_secret: '', grant_type: 'api_token', api_token: apiToken },
  );
  try {
    const answer = await (await fetch(endpoints.token, { method: 'POST', body })).json();
    return answer.access_token ?? '';
  } catch {
    return '';
  }
}

const handlers = {
  initialize: () => ({
    protocolVersion: 1,
    client: { name: 'tells-secrets', version: '1.0.0', language: 'javascript' },
    capabilities: {
      acquia: ['client-credentials', 'organization-scope'],
      platformsh: ['api-token'],
      'cloud-api': ['api-key'],
      'api-token-realm': ['header', 'query'],
      'clever-cloud': ['oauth1', 'oauth1:PLAINTEXT', 'oauth1:HMAC-SHA512', 'api-token'],
    },
  }),
  'session/open': params => {
    sessions.set(params.session, params);
    keep(...secretsOf(params.credentials));
    return {};
  },
  'session/request': async ({ session, path }) => {
    const opened = sessions.get(session);
    const token = await tokenFor(opened);
    if (token !== '') keep(token);
    const told = [...secretsOf(opened.credentials), ...(token === '' ? [] : [token])].flatMap(forms);
    process.stderr.write(`${told.join('\n')}\n`);
    const { bridge, api } = opened.endpoints;
    const url = `${api ?? bridge}${path}?told=${told.map(encodeURIComponent).join('&told=')}`;
    const { status } = await fetch(url, { headers: { 'X-Told': told.map(encodeURIComponent).join(' ') } });
    return { outcome: 'rejected', reason: 'other', message: told.join(' '), status };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  const result = (await handlers[method]?.(params)) ?? {};
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
  if (method === 'shutdown') process.exit(0);
}
