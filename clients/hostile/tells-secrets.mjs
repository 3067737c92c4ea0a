// Tells every credential it gets or obtains wherever it can: on stderr, also too late, in the URL, in headers, in
// outcomes, in errors of its own, in lines that are no message; raw and in every encoding. COUNTERSIGN_SECRETS_FILE
// names a file to keep what it told in, to be looked for afterwards; COUNTERSIGN_TELLS=lines lets it write no answers
// but lines that are no message.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const sessions = new Map();
const everSecret = [];

const lower = text => text.replace(/%../g, byte => byte.toLowerCase());
const formEncoded = text => new URLSearchParams([['', text]]).toString().slice(1);
const base64 = text => Buffer.from(text).toString('base64');
const forms = text => [
  text,
  encodeURIComponent(text),
  lower(encodeURIComponent(text)),
  formEncoded(text),
  lower(formEncoded(text)),
  encodeURIComponent(encodeURIComponent(text)),
  base64(text),
  base64(encodeURIComponent(text)),
  base64(base64(text)),
  Buffer.from(text).toString('base64url'),
  JSON.stringify(text),
];

/** What HTTP Basic and OAuth's signing key make of two credentials. */
const basic = ([id, secret]) => [
  `${id}:${secret}`,
  `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`,
];
const signingKey = ([consumer, token]) => [`${consumer}&${token}`];

/** Every credential of a session, by its kind, alone and with others. */
function secretsOf({ credentials, obtained }) {
  const all = { ...credentials, ...obtained };
  const pairs = [
    ['apiKey', 'apiSecret', basic],
    ['clientId', 'clientSecret', basic],
    ['consumerKey', 'consumerSecret', basic],
    ['token', 'tokenSecret', basic],
    ['consumerSecret', 'tokenSecret', signingKey],
    ['consumerSecret', 'requestTokenSecret', signingKey],
  ].filter(([a, b]) => all[a] !== undefined && all[b] !== undefined);
  return {
    ...all,
    ...Object.fromEntries(Object.entries(all).map(([kind, value]) => [`Basic ${kind}`, `${value}:`])),
    ...Object.fromEntries(
      pairs.flatMap(([a, b, join]) => join([all[a], all[b]]).map((value, i) => [`${a}+${b} ${i}`, value])),
    ),
  };
}

function keep({ platform, mechanism, secrets }) {
  const file = process.env.COUNTERSIGN_SECRETS_FILE;
  const lines = Object.entries(secrets).map(([kind, secret]) => ({
    kind: `${platform} ${mechanism} ${kind}`,
    secret,
  }));
  if (file !== undefined) appendFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
}

async function posted(url, fields, headers = {}) {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
    return await answer.text();
  } catch {
    return '';
  }
}

const asJson = text => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** Tokens as a token endpoint answers them. */
function tokensOf(text) {
  const { access_token: accessToken, refresh_token: refreshToken } = asJson(text);
  return { ...(accessToken && { accessToken }), ...(refreshToken && { refreshToken }) };
}

async function tokenByCredentials({ endpoints, credentials: { apiKey, apiSecret, apiToken } }) {
  if (endpoints.token === undefined || (apiSecret ?? apiToken) === undefined) return {};
  const fields =
    apiToken === undefined
      ? { client_id: apiKey, client_secret: apiSecret, grant_type: 'client_credentials' }
      : { client_id: 'platform-cli', client_secret: '', grant_type: 'api_token', api_token: apiToken };
  return tokensOf(await posted(endpoints.token, fields));
}

/** OAuth 1 by PLAINTEXT, the one method that sends the secrets themselves (RFC 5849 section 3.4.4). */
function plaintext({ consumerKey, consumerSecret }, more, secret = '') {
  const parameters = {
    oauth_consumer_key: consumerKey,
    oauth_signature_method: 'PLAINTEXT',
    oauth_signature: `${encodeURIComponent(consumerSecret)}&${encodeURIComponent(secret)}`,
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: String(Math.random()),
    oauth_version: '1.0',
    ...more,
  };
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}="${encodeURIComponent(value)}"`);
  return { Authorization: `OAuth ${pairs.join(', ')}` };
}

async function beginDance({ endpoints, credentials, options, obtained }) {
  const headers = plaintext(credentials, { oauth_callback: options.callbackUrl });
  const answer = new URLSearchParams(await posted(endpoints.requestToken, {}, headers));
  obtained.requestToken = answer.get('oauth_token') ?? '';
  obtained.requestTokenSecret = answer.get('oauth_token_secret') ?? '';
  return `${endpoints.authorize}?oauth_token=${encodeURIComponent(obtained.requestToken)}`;
}

async function completeDance({ endpoints, credentials, obtained }, callback) {
  obtained.verifier = callback.get('oauth_verifier') ?? '';
  const more = { oauth_token: obtained.requestToken, oauth_verifier: obtained.verifier };
  const headers = plaintext(credentials, more, obtained.requestTokenSecret);
  const answer = new URLSearchParams(await posted(endpoints.accessToken, {}, headers));
  obtained.token = answer.get('oauth_token') ?? '';
  obtained.tokenSecret = answer.get('oauth_token_secret') ?? '';
}

function beginConsent({ endpoints, credentials, options }) {
  const query = {
    response_type: 'code',
    client_id: credentials.clientId,
    redirect_uri: options.redirectUri,
    state: 'x',
  };
  return `${endpoints.authorize}?${new URLSearchParams(query)}`;
}

async function completeConsent({ endpoints, credentials, options, obtained }, callback) {
  const { clientId, clientSecret } = credentials;
  obtained.authorizationCode = callback.get('code') ?? '';
  const client = { client_id: clientId, client_secret: clientSecret, redirect_uri: options.redirectUri };
  const code = { grant_type: 'authorization_code', code: obtained.authorizationCode };
  Object.assign(obtained, tokensOf(await posted(endpoints.token, { ...code, ...client })));
  if (obtained.refreshToken === undefined) return;
  const refresh = { grant_type: 'refresh_token', refresh_token: obtained.refreshToken };
  const { accessToken: refreshed } = tokensOf(await posted(endpoints.token, { ...refresh, ...client }));
  if (refreshed !== undefined) obtained.refreshed = refreshed;
}

const capabilities = {
  acquia: ['client-credentials', 'http-hmac', 'organization-scope'],
  platformsh: ['api-token', 'environment', 'variable.create'],
  'cloud-api': ['api-key', 'authorization-code', 'refresh-token'],
  'api-token-realm': ['header', 'query'],
  'clever-cloud': [
    'oauth1',
    'oauth1:PLAINTEXT',
    'oauth1:HMAC-SHA512',
    'oauth1:dance',
    'api-token',
    'tokens.create',
  ],
};

/** Everything that a session knows, in every form, kept to be looked for. */
function toldBy(opened) {
  const secrets = Object.fromEntries(
    Object.entries(secretsOf(opened)).filter(([, value]) => value.length > 1),
  );
  keep({ ...opened, secrets });
  const told = Object.values(secrets).flatMap(forms);
  everSecret.push(told[0]);
  process.stderr.write(`${told.join('\n')}\n`);
  return told;
}

class Fault extends Error {}

/** How a session answers a request: each way is a way to a different sink. */
const voices = [
  (told, status) => ({
    outcome: 'rejected',
    reason: 'other',
    message: told.join(' '),
    code: told[0],
    status,
  }),
  told => {
    throw new Fault(told.join(' '));
  },
  (told, status) => {
    setTimeout(() => process.stderr.write(`too late: ${told.join('\n')}\n`), 1);
    return { outcome: 'response', status, headers: { 'x-told': told.join(' ') }, body: JSON.stringify(told) };
  },
  told => {
    process.stdout.write(`${told.join(' ')}\n`);
    return undefined;
  },
];

async function tellByRequest(opened, path) {
  Object.assign(opened.obtained, await tokenByCredentials(opened));
  const told = toldBy(opened);
  const { bridge, api } = opened.endpoints;
  // As much as a server takes in one line.
  const some = told
    .map(encodeURIComponent)
    .join('&told=')
    .slice(0, 6000)
    .replace(/&told=[^&]*$/, '');
  const headers = { 'X-Told': told.map(encodeURIComponent).join(' ').slice(0, 6000).replace(/ \S*$/, '') };
  const [first = ''] = Object.values(opened.credentials);
  headers.Authorization = `Basic ${base64(`x:${first}`)}`;
  const { status } = await fetch(`${api ?? bridge}${path}?told=${some}`, { headers });
  const n = Number(/\d+/.exec(opened.session));
  // A line that is no message costs a process: one in eight.
  const voice = process.env.COUNTERSIGN_TELLS === 'lines' || n % 8 === 7 ? 3 : n % 3;
  return voices[voice](told, status);
}

const tokenLike = /token|secret|password/i;
const fromEnvironment = env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => tokenLike.test(name)));

const handlers = {
  initialize: () => ({
    protocolVersion: 1,
    client: { name: 'tells-secrets', version: '1.0.0', language: 'javascript' },
    capabilities,
  }),
  'session/open': params => {
    sessions.set(params.session, { ...params, obtained: fromEnvironment(params.env) });
    return {};
  },
  'session/request': ({ session, path = '/' }) => tellByRequest(sessions.get(session), path),
  'session/invoke': ({ session, input }) => {
    const opened = sessions.get(session);
    const { password, value, sensitive } = input;
    Object.assign(opened.obtained, password && { password }, sensitive && { sensitive: value });
    return { outcome: 'rejected', reason: 'other', message: toldBy(opened).join(' ') };
  },
  'session/beginAuthorization': async ({ session }) => {
    const opened = sessions.get(session);
    const oauth1 = opened.endpoints.requestToken !== undefined;
    const authorizationUrl = oauth1 ? await beginDance(opened) : beginConsent(opened);
    toldBy(opened);
    return { outcome: 'ok', value: { authorizationUrl } };
  },
  'session/completeAuthorization': async ({ session, callbackUrl }) => {
    const opened = sessions.get(session);
    const callback = new URL(callbackUrl).searchParams;
    const oauth1 = opened.endpoints.requestToken !== undefined;
    await (oauth1 ? completeDance(opened, callback) : completeConsent(opened, callback));
    return { outcome: 'rejected', reason: 'other', message: toldBy(opened).join(' ') };
  },
  shutdown: () => {
    throw new Fault(everSecret.slice(-20).join(' '));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  let answer;
  try {
    answer = { result: (await handlers[method]?.(params)) ?? {} };
  } catch (error) {
    answer = { error: { code: -32000, message: error.message, data: { trace: error.stack } } };
  }
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
  if (method === 'shutdown') process.exit(0);
}
