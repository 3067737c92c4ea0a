import { createHmac } from 'node:crypto';
import {
  type HmacKey,
  type Stamp,
  signatureHeaders,
  stamp,
  stringToSign,
} from '../../reference/acquia/http-hmac.ts';
import { tokenRequest } from '../../reference/acquia/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';
import { type SendOne, sendingAgain, succeeding, transport, withHeaders, withoutHeader } from '../wire.ts';

/** Clients that sign wrongly, or do not take the end of HMAC for what it is. */
export const hmacMutants: readonly Mutant[] = [
  signing('hmac-secret-not-decoded', 'Uses the secret as it is written, without decoding its base64.', {
    fault: 12,
    secret: secret => Buffer.from(secret.toString('base64')),
  }),
  signing('hmac-query-decoded', 'Decodes the query before it signs it.', {
    fault: 12,
    lines: lines => replaced(lines, 3, decodeURIComponent(lines[3]!)),
  }),
  signing('hmac-media-type-as-written', 'Signs the media type as it is written, not in lower case.', {
    fault: 12,
    lines: (lines, { headers }) => (lines.length > 6 ? replaced(lines, 6, headers['content-type']!) : lines),
  }),
  signing('hmac-host-without-port', 'Signs the host without its port.', {
    fault: 12,
    lines: (lines, { url }) => replaced(lines, 1, url.hostname),
  }),
  {
    name: 'hmac-body-hash-missing',
    wrong: 'Signs the hash of the body and does not send it.',
    breaks: ['ACQ-24'],
    make: composed(() => ({
      http: transport((request, send) => send(withoutHeader(request, 'x-authorization-content-sha256'))),
    })),
  },
  {
    name: 'hmac-nonce-reused',
    wrong: 'Makes one nonce and keeps it.',
    breaks: ['ACQ-24'],
    make: composed(() => {
      const { nonce } = stamp(0);
      return { stamp: now => ({ ...stamp(now), nonce }) };
    }),
  },
  {
    name: 'hmac-milliseconds',
    wrong: 'Writes the timestamp in milliseconds.',
    breaks: ['ACQ-24'],
    make: composed(() => ({ stamp: now => ({ ...stamp(now), timestamp: Math.floor(now) }) })),
  },
  {
    name: 'hmac-reads-unsigned',
    wrong: 'Signs only what changes something.',
    breaks: ['ACQ-24'],
    make: composed(() => ({
      http: transport((request, send) =>
        send(
          request.method === 'GET' && isSigned(request) ? withoutHeader(request, 'authorization') : request,
        ),
      ),
    })),
  },
  {
    name: 'hmac-stops-at-notice',
    wrong: 'Takes the notice that HMAC is deprecated for a refusal.',
    breaks: ['ACQ-24'],
    make: refused(
      ({ headers }) => headers['x-cloudapi-deprecated'] !== undefined,
      async () => {
        throw new ClientFailure('operation-failed', 'HMAC is deprecated.');
      },
    ),
  },
  {
    name: 'hmac-distrusts-answers',
    wrong: 'Takes the signature of every answer for a wrong one.',
    fault: 13,
    breaks: ['ACQ-24'],
    make: refused(
      ({ status }) => status < 400,
      async () => {
        throw new ClientFailure('malformed-response', "The response's signature is wrong.");
      },
    ),
  },
  {
    name: 'hmac-falls-back-to-oauth',
    wrong: 'Turns to OAuth on its own when HMAC is refused.',
    breaks: ['ACQ-24'],
    make: composed(() => {
      let key: HmacKey;
      return {
        signatureHeaders: (request, given, stamped) => {
          key = given;
          return signatureHeaders(request, given, stamped);
        },
        http: refusing(isRefusal, async (_response, request, send) => {
          const token = await tokenBySurprise(request, key, send);
          return send(withHeaders(request, { authorization: `Bearer ${token}` }));
        }),
      };
    }),
  },
  {
    name: 'hmac-falls-back-to-basic',
    wrong: 'Sends the key in HTTP Basic when HMAC is refused.',
    breaks: ['ACQ-24'],
    make: refused(isRefusal, (_response, request, send) =>
      send(
        withHeaders(request, {
          authorization: `Basic ${Buffer.from(`${keyOf(request)}:`).toString('base64')}`,
        }),
      ),
    ),
  },
  {
    name: 'hmac-refusal-swallowed',
    wrong: 'Tells of success when HMAC is refused.',
    breaks: ['ACQ-24'],
    make: refused(isRefusal, async response => succeeding(response)),
  },
  {
    name: 'hmac-repeats-refused-call',
    wrong: 'Repeats a call that was refused because HMAC is no more.',
    breaks: ['ACQ-24'],
    make: composed(() => ({
      http: sendingAgain((response, request) => isSigned(request) && isRefusal(response)),
    })),
  },
];

interface Signer {
  readonly fault?: number;
  readonly secret?: (secret: Buffer) => Buffer;
  /** The lines of the string to sign: 0 method, 1 host, 2 path, 3 query, 4 parameters, 5 time, 6 media type, 7 hash. */
  readonly lines?: (lines: string[], request: HttpRequest) => string[];
}

/** A client that signs with another secret, or another text. */
function signing(name: string, wrong: string, { fault, secret, lines }: Signer): Mutant {
  const mutated = (request: HttpRequest, key: HmacKey, stamped: Stamp): Record<string, string> => {
    const headers = signatureHeaders(request, key, stamped);
    const proper = stringToSign(request, key, stamped).split('\n');
    const text = (lines?.(proper, request) ?? proper).join('\n');
    const signature = createHmac('sha256', secret?.(key.secret) ?? key.secret)
      .update(text)
      .digest('base64');
    return {
      ...headers,
      authorization: headers.authorization!.replace(/signature="[^"]*"/, `signature="${signature}"`),
    };
  };
  const known = fault === undefined ? {} : { fault };
  return { name, wrong, ...known, breaks: ['ACQ-24'], make: composed(() => ({ signatureHeaders: mutated })) };
}

type Instead = (response: HttpResponse, request: HttpRequest, send: SendOne) => Promise<HttpResponse>;

/** A client that does something of its own with certain answers to signed calls. */
function refused(isMeant: (response: HttpResponse) => boolean, instead: Instead): Mutant['make'] {
  return composed(() => ({ http: refusing(isMeant, instead) }));
}

function refusing(isMeant: (response: HttpResponse) => boolean, instead: Instead): Transport {
  return transport(async (request, send) => {
    const response = await send(request);
    return isSigned(request) && isMeant(response) ? instead(response, request, send) : response;
  });
}

/** Guesses where the token endpoint is, and exchanges the key there. */
async function tokenBySurprise(
  { url }: HttpRequest,
  { id, secret }: HmacKey,
  send: SendOne,
): Promise<string> {
  const tokenEndpoint = url.href.replace(/\/api\/.*/, '/api/auth/oauth/token');
  const apiSecret = secret.toString('base64');
  const { body } = await send(tokenRequest({ tokenEndpoint, apiKey: id, apiSecret, scope: undefined }));
  return JSON.parse(String(body)).access_token;
}

function isSigned({ headers }: HttpRequest): boolean {
  return /^acquia-http-hmac /.test(headers.authorization ?? '');
}

function isRefusal({ status }: HttpResponse): boolean {
  return status === 401;
}

function keyOf({ headers }: HttpRequest): string {
  return /id="([^"]*)"/.exec(headers.authorization ?? '')![1]!;
}

function replaced(lines: readonly string[], at: number, line: string): string[] {
  return lines.map((old, i) => (i === at ? line : old));
}
