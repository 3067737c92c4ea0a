import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import OAuth from 'oauth-1.0a';
import { addressOf, callsOf, contentOf, formEncoded } from '../adapter.mjs';
import { exchange } from '../exchange.mjs';
import { grouped } from '../grouped.mjs';

/*
 * The client protocol as a module for oauth-1.0a, which signs requests and does not send them: Node's fetch
 * does. It has no part of the dance but the signature, so the dance is not declared.
 */

const { version } = createRequire(import.meta.url)('oauth-1.0a/package.json');
const HASHES = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA512': 'sha512' };

export default () =>
  callsOf({
    client: {
      name: 'oauth-1.0a',
      version,
      language: 'javascript',
      homepage: 'https://github.com/ddo/oauth-1.0a',
    },
    capabilities: {
      'clever-cloud': ['oauth1', 'oauth1:PLAINTEXT', 'oauth1:HMAC-SHA1', 'oauth1:HMAC-SHA512'],
    },
    open: params => ({ request: call => request(params, call) }),
  });

/** As in the package's README: sign the URL and the form, put the header beside them, send. */
function request({ endpoints, credentials, options }, call) {
  const { method, headers, body } = call;
  const url = addressOf(endpoints.api, call, formEncoded);
  const content = contentOf(body);
  const data = body !== null && 'form' in body ? grouped(body.form) : undefined;
  const { token: key, tokenSecret: secret } = credentials;
  const signer = signerFor(credentials, options.signatureMethod ?? 'HMAC-SHA1');
  const { Authorization } = signer.toHeader(signer.authorize({ url, method, data }, { key, secret }));
  return exchange({
    method,
    url,
    headers: { ...(content && { 'Content-Type': content.type }), ...headers, Authorization },
    body: content?.bytes,
    timeoutMs: options.timeoutMs,
  });
}

function signerFor({ consumerKey: key, consumerSecret: secret }, signature_method) {
  const hash = HASHES[signature_method];
  return new OAuth({
    consumer: { key, secret },
    signature_method,
    ...(hash && { hash_function: (text, by) => createHmac(hash, by).update(text).digest('base64') }),
  });
}
