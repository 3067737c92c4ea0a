import { createRequire } from 'node:module';
import HttpHmac from 'http-hmac-javascript';
import { addressOf, callsOf, contentOf, handedOver, percentEncoded, Rejection } from '../adapter.mjs';
import { answerTo } from '../exchange.mjs';

/*
 * The client protocol as a module for Acquia's own signer, http-hmac-javascript. It signs requests, it does
 * not send them: Node's fetch does. The package tells the time by Date, so its clock is the system's.
 */

const { version } = createRequire(import.meta.url)('http-hmac-javascript/package.json');

export default () =>
  callsOf({
    client: {
      name: 'http-hmac-javascript',
      version,
      language: 'javascript',
      homepage: 'https://github.com/acquia/http-hmac-javascript',
    },
    capabilities: { acquia: ['http-hmac'] },
    open: params => {
      const signer = signerFor(params);
      return { request: call => request(signer, params, call) };
    },
  });

function signerFor({ credentials: { apiKey: public_key, apiSecret: secret_key }, options }) {
  try {
    return new HttpHmac({ realm: options.realm ?? 'Acquia', public_key, secret_key });
  } catch (error) {
    throw new Rejection('invalid-credentials', error.message);
  }
}

async function request(signer, { endpoints, options }, call) {
  const { method, headers, body } = call;
  const content = textOf(body);
  const url = addressOf(endpoints.api, call, percentEncoded);
  const signed = signable({ ...headers, ...(content.type && { 'Content-Type': content.type }) });
  signer.sign({ request: signed, method, path: url, content_type: content.type, body: content.text });
  const { response, bytes } = await answerTo({
    method,
    url,
    headers: signed.headers,
    body: content.text === '' ? undefined : content.text,
    timeoutMs: options.timeoutMs,
  });
  if (!trustworthy(signer, signed, method, response, bytes)) {
    throw new Rejection('malformed-response', "The response's signature is wrong.", {
      status: response.status,
    });
  }
  return handedOver(response.status, Object.fromEntries(response.headers), bytes);
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

/** A body as text with its type: the package signs no other. */
function textOf(body) {
  const content = contentOf(body);
  if (content === undefined) return { text: '', type: undefined };
  if ('bytes' in body) throw new Rejection('other', 'http-hmac-javascript signs bodies of text only.');
  return { text: content.bytes.toString(), type: content.type };
}
