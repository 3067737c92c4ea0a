import { createRequire } from 'node:module';
import HttpHmac from 'http-hmac-javascript';

/*
 * The client protocol as a module for Acquia's own signer, http-hmac-javascript. It signs requests, it does
 * not send them: Node's fetch does. The package tells the time by Date, so its clock is the system's.
 */

const { version } = createRequire(import.meta.url)('http-hmac-javascript/package.json');
const DEFAULT_TIMEOUT_MS = 30_000;

export default function createClient() {
  const sessions = new Map();
  return {
    initialize: async () => ({
      protocolVersion: 1,
      client: {
        name: 'http-hmac-javascript',
        version,
        language: 'javascript',
        homepage: 'https://github.com/acquia/http-hmac-javascript',
      },
      capabilities: { acquia: ['http-hmac'] },
      clock: 'system',
    }),
    'session/open': async ({ session, endpoints, credentials, options }) => {
      const { apiKey: public_key, apiSecret: secret_key } = credentials;
      try {
        const signer = new HttpHmac({ realm: options.realm ?? 'Acquia', public_key, secret_key });
        sessions.set(session, {
          signer,
          api: endpoints.api,
          timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        });
        return {};
      } catch (error) {
        return { outcome: 'rejected', reason: 'invalid-credentials', message: error.message };
      }
    },
    'session/request': async call => request(sessions.get(call.session), call),
    'session/close': async ({ session }) => {
      sessions.delete(session);
      return {};
    },
    ping: async () => ({}),
    shutdown: async () => ({}),
  };
}

async function request({ signer, api, timeoutMs }, { method, path, query = [], headers, body }) {
  const content = encodeBody(body);
  if (content === undefined) return rejected('other', 'http-hmac-javascript signs bodies of text only.');
  const search = query.map(pair => pair.map(encodeURIComponent).join('=')).join('&');
  const url = api.replace(/\/+$/, '') + path + (search && `?${search}`);
  const signed = signable({ ...headers, ...(content.type && { 'Content-Type': content.type }) });
  signer.sign({ request: signed, method, path: url, content_type: content.type, body: content.text });
  let response;
  let bytes;
  try {
    const sent = content.text === '' ? undefined : content.text;
    // A signature is good for one URL, so a redirect is handed over.
    const init = {
      method,
      headers: signed.headers,
      body: sent,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    };
    response = await fetch(url, init);
    bytes = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const reason = error.name === 'TimeoutError' ? 'timeout' : 'network';
    return rejected(
      reason,
      `The exchange with ${new URL(url).origin} failed: ${error.cause?.code ?? error.name}.`,
    );
  }
  if (!trustworthy(signer, signed, method, response, bytes)) {
    return {
      ...rejected('malformed-response', "The response's signature is wrong."),
      status: response.status,
    };
  }
  return handedOver(response, bytes);
}

/** What the package takes for a promise-based request, as jQuery's jqXHR is one. */
function signable(own) {
  const headers = new Headers(own);
  return {
    headers,
    setRequestHeader: (name, value) => headers.set(name, value),
    getResponseHeader: () => null,
    promise: () => undefined,
  };
}

/** A response is checked where the server signed it. */
function trustworthy(signer, signed, method, response, bytes) {
  if (method === 'HEAD' || !response.headers.has('X-Server-Authorization-HMAC-SHA256')) return true;
  signed.getResponseHeader = name => response.headers.get(name);
  signed.responseText = bytes.toString();
  return signer.hasValidResponse(signed);
}

function handedOver({ status, headers }, bytes) {
  const text = bytes.toString();
  const same = Buffer.from(text).equals(bytes);
  const body = same ? { body: text } : { bodyBase64: bytes.toString('base64') };
  return { outcome: 'response', status, headers: Object.fromEntries(headers), ...body };
}

function rejected(reason, message) {
  return { outcome: 'rejected', reason, message };
}

/** A body as text with its type; undefined for one that is no text. */
function encodeBody(body) {
  if (body === null) return { text: '', type: undefined };
  if ('json' in body) return { text: JSON.stringify(body.json), type: 'application/json' };
  if ('form' in body) {
    return { text: new URLSearchParams(body.form).toString(), type: 'application/x-www-form-urlencoded' };
  }
  return 'text' in body ? { text: body.text, type: body.contentType } : undefined;
}
