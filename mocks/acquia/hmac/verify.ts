import type { Request } from 'express';
import { contextOf, decide, ProviderError, rawBody, secretsMatch } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { AcquiaSettings } from '../settings.ts';
import { type ApiKey, stateOf } from '../state.ts';
import { type HmacAuthorization, parseAuthorization } from './parse.ts';
import { contentHash, type SignedRequest, signature, stringToSign } from './string-to-sign.ts';

const TIMESTAMP = 'x-authorization-timestamp';
const CONTENT_HASH = 'x-authorization-content-sha256';
const UUID_1_OR_4 = {
  named: /^[0-9a-f]{8}-[0-9a-f]{4}-[14][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
  any: /^[0-9a-f]{8}-[0-9a-f]{4}-[14][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

/**
 * Check a signed request in the order of the spec.
 * @returns the key that signed it
 * @throws ProviderError `hmac_refused`, with a message that names the check
 * @see https://github.com/acquia/http-hmac-spec#overview-of-request-header-and-signature
 */
export function verify(req: Request): ApiKey {
  check(req, 'X-Authenticated-Id is absent', 'absent', header(req, 'x-authenticated-id') ?? 'absent');
  const authorization = readAuthorization(req);
  check(req, 'version', '2.0', authorization.version);
  check(req, 'realm', facts.hmacRealm.value, authorization.realm);
  requireUuid(req, authorization.nonce);
  requireFreshTimestamp(req);
  requireContentHash(req);
  const key = requireKnownKey(req, authorization.id);
  requireSignature(req, authorization, key);
  refuseReplay(req, authorization.nonce);
  return key;
}

/** Put a check on the trail; the request ends here unless it holds. */
function check(req: Request, name: string, expected: string, got: string, ok = got === expected): void {
  if (decide(req, { check: `HMAC: ${name}`, expected, got, ok })) return;
  throw new ProviderError('hmac_refused', `${name}: ${got}`, {
    message: `HMAC authentication failed this check: ${name}.`,
  });
}

function readAuthorization(req: Request): HmacAuthorization {
  const read = parseAuthorization(req.headers.authorization ?? '');
  const name = 'Authorization header has all its attributes';
  if ('wrong' in read) check(req, name, 'realm, id, nonce, version, signature', read.wrong);
  return read as HmacAuthorization;
}

function requireUuid(req: Request, nonce: string): void {
  const { hmacNonceVariant } = contextOf(req).sandbox.settings as AcquiaSettings;
  const ok = UUID_1_OR_4[hmacNonceVariant].test(nonce);
  check(req, 'nonce is a UUID of version 4 or 1', 'a UUID', nonce, ok);
}

function requireFreshTimestamp(req: Request): void {
  const got = header(req, TIMESTAMP) ?? 'none';
  const now = Math.floor(contextOf(req).sandbox.clock.now() / 1000);
  const skew = facts.hmacClockSkewSeconds.value;
  const ok = /^\d{1,12}$/.test(got) && Math.abs(now - Number(got)) <= skew;
  check(
    req,
    `X-Authorization-Timestamp is within ${skew} seconds of the server's time`,
    String(now),
    got,
    ok,
  );
}

function requireContentHash(req: Request): void {
  const body = rawBody(req);
  if (body.length === 0) return;
  const name = 'X-Authorization-Content-SHA256 matches the body';
  check(req, name, contentHash(body), header(req, CONTENT_HASH) ?? 'none');
}

function requireKnownKey(req: Request, id: string): ApiKey {
  const key = stateOf(req).findKey(id);
  check(req, 'key is known and active', 'an active key', id, key?.active === true);
  return key!;
}

function requireSignature(req: Request, authorization: HmacAuthorization, key: ApiKey): void {
  const text = stringToSign(signedParts(req, authorization));
  const expected = signature(key.secret, text);
  const ok = secretsMatch(expected, authorization.signature);
  check(req, 'signature matches', `${expected} over ${JSON.stringify(text)}`, authorization.signature, ok);
}

function refuseReplay(req: Request, nonce: string): void {
  const { sandbox } = contextOf(req);
  const { seenNonces } = stateOf(req);
  const seen = seenNonces.has(nonce);
  seenNonces.add(nonce);
  if (sandbox.settings.hmacRefusesReplay)
    check(req, 'nonce was not used before', 'unused', seen ? 'used' : 'unused');
}

/** What the client should have signed, read from the request as it crossed the wire. */
function signedParts(req: Request, authorization: HmacAuthorization): SignedRequest {
  const { request } = contextOf(req).exchange;
  const [path, query] = split(request.target);
  const body = rawBody(req);
  const parts = {
    method: request.method,
    host: withoutDefaultPort(req.headers.host ?? '', request.url),
    path,
    query,
    authorization,
    headers: authorization.signedHeaders.map(name => [name, header(req, name) ?? ''] as const),
    timestamp: header(req, TIMESTAMP) ?? '',
  };
  if (body.length === 0) return parts;
  return {
    ...parts,
    content: { type: req.headers['content-type'] ?? '', hash: header(req, CONTENT_HASH) ?? '' },
  };
}

function split(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function withoutDefaultPort(host: string, url: string): string {
  return host.replace(url.startsWith('https:') ? /:443$/ : /:80$/, '');
}

function header(req: Request, name: string): string | undefined {
  return [req.headers[name]].flat()[0];
}
