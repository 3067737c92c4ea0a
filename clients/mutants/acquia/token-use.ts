import { callWithToken } from '../../reference/acquia/client-credentials.ts';
import {
  processTokenResponse,
  type TokenIdentity,
  tokenRequest,
} from '../../reference/acquia/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';
import { onCalls, tokenOf, transport, withHeaders, withoutHeader, withQuery } from '../wire.ts';

/** Clients that send key, secret or token where they do not belong, or the token in another form. */
export const tokenUseMutants: readonly Mutant[] = [
  {
    name: 'basic-on-calls',
    wrong: 'Exchanges nothing and sends key and secret on every call.',
    fault: 10,
    breaks: ['ACQ-05'],
    make: composed(() => {
      let authorization = '';
      return {
        cacheKey: identity => {
          authorization = basic(identity);
          return identity;
        },
        callWithToken: (request, _tokens, send) => send(withHeaders(request, { authorization })),
      };
    }),
  },
  {
    name: 'key-on-calls',
    wrong: 'Sends the key along with the token.',
    fault: 10,
    breaks: ['ACQ-05'],
    make: composed(() => {
      let key = '';
      return {
        tokenRequest: identity => {
          key = identity.apiKey;
          return tokenRequest(identity);
        },
        http: onCalls(request => withHeaders(request, { 'x-api-key': key })),
      };
    }),
  },
  {
    name: 'token-in-query',
    wrong: 'Sends the token in the query.',
    breaks: ['ACQ-05'],
    make: calling((request, token) =>
      withQuery(withoutHeader(request, 'authorization'), 'access_token', token),
    ),
  },
  {
    name: 'token-in-query-too',
    wrong: 'Sends the token in the header, and in the query as well.',
    breaks: ['ACQ-05'],
    make: calling((request, token) => withQuery(request, 'access_token', token)),
  },
  {
    name: 'own-scheme',
    wrong: 'Calls the scheme Token.',
    breaks: ['ACQ-05'],
    make: calling((request, token) => withHeaders(request, { authorization: `Token ${token}` })),
  },
  {
    name: 'token-cut-short',
    wrong: 'Keeps 64 characters of a token, as many as a token used to have.',
    breaks: ['ACQ-05'],
    make: calling((request, token) =>
      withHeaders(request, { authorization: `Bearer ${token.slice(0, 64)}` }),
    ),
  },
  {
    name: 'no-token-on-changes',
    wrong: 'Leaves the token out of calls that change something.',
    breaks: ['ACQ-05'],
    make: calling(request => (request.method === 'POST' ? withoutHeader(request, 'authorization') : request)),
  },
  {
    name: 'exact-token-type',
    wrong: 'Takes no other token type than "bearer", letter by letter.',
    fault: 10,
    breaks: ['ACQ-05'],
    make: composed(() => ({
      processTokenResponse: (response, identity) => {
        const grant = processTokenResponse(response, identity);
        if (JSON.parse(String(response.body)).token_type === 'bearer') return grant;
        throw new ClientFailure('malformed-response', 'Unknown token type.', { status: response.status });
      },
    })),
  },
  {
    name: 'secret-in-user-agent',
    wrong: 'Names the secret in the User-Agent of its token requests.',
    breaks: ['ACQ-05'],
    make: composed(() => ({
      http: transport((request, send) => {
        const secret = new URLSearchParams(String(request.body ?? '')).get('client_secret');
        return send(
          secret === null ? request : withHeaders(request, { 'user-agent': `sdk/1.0 (${secret})` }),
        );
      }),
    })),
  },
  {
    name: 'token-in-user-agent',
    wrong: 'Names the token in its User-Agent.',
    breaks: ['ACQ-05'],
    make: calling((request, token) => withHeaders(request, { 'user-agent': `sdk/1.0 (${token})` })),
  },
  {
    name: 'token-on-redirect',
    wrong: 'Takes the token along to whatever host a redirect leads to.',
    fault: 15,
    breaks: ['ACQ-05'],
    make: composed(() => ({
      callWithToken: (request, tokens, send) => {
        let token: string | undefined;
        return callWithToken(request, tokens, hop => {
          token = tokenOf(hop) ?? token;
          return send(withHeaders(hop, { authorization: `Bearer ${token}` }));
        });
      },
    })),
  },
  {
    name: 'credentials-on-redirect',
    wrong: 'Sends key and secret to the host that a redirect leads to, as a password in the URL would be.',
    fault: 15,
    breaks: ['ACQ-05'],
    make: composed(() => {
      let authorization = '';
      return {
        tokenRequest: identity => {
          authorization = basic(identity);
          return tokenRequest(identity);
        },
        callWithToken: (request, tokens, send) =>
          callWithToken(request, tokens, hop =>
            send(tokenOf(hop) === undefined ? withHeaders(hop, { authorization }) : hop),
          ),
      };
    }),
  },
  {
    name: 'cache-without-endpoint',
    wrong: 'Keeps one token for all addresses of the platform.',
    fault: 2,
    breaks: ['ACQ-05'],
    make: composed(() => ({ cacheKey: ({ tokenEndpoint: _, ...rest }) => rest })),
  },
];

/** A client whose calls are changed before they are sent. */
function calling(change: (request: HttpRequest, token: string) => HttpRequest): Mutant['make'] {
  return composed(() => ({ http: onCalls(change) }));
}

function basic({ apiKey, apiSecret }: TokenIdentity): string {
  return `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
}
