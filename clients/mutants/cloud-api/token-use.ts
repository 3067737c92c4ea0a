import type { ResponseOutcome } from '../../../src/protocol/index.ts';
import {
  clientAuthentication,
  codeRequest,
  processTokenResponse,
  type UserGrant,
} from '../../reference/cloud-api/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import { wrapped } from '../composing.ts';
import { composed, type Mutant } from '../mutant.ts';
import { transport, withHeaders, withoutHeader, withQuery } from '../wire.ts';
import { withParts } from './composing.ts';
import { onUserCalls, userToken } from './user-wire.ts';

/** The claims of a token that looks like a JWT; undefined where it does not. */
function claimsOf({ accessToken }: UserGrant): { readonly exp: number } | undefined {
  const [, claims, signature] = accessToken.split('.');
  if (claims === undefined || signature === undefined) return undefined;
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

/** Clients that send a user's token where it does not belong, in another form, or for another user. */
export const tokenUseMutants: readonly Mutant[] = [
  {
    name: 'token-of-another-user',
    wrong: 'Keeps one token for each application, whoever its users are.',
    breaks: ['CAP-15'],
    make: withParts(() => {
      const known = new Map<string, UserGrant>();
      let application: string | undefined;
      let named = '';
      return {
        clientAuthentication: client => {
          named = client.clientId;
          return clientAuthentication(client);
        },
        codeRequest: input => {
          application = named;
          return codeRequest(input);
        },
        processTokenResponse: response => {
          const grant = processTokenResponse(response);
          if (application === undefined) return grant;
          const kept = known.get(application) ?? grant;
          known.set(application, kept);
          application = undefined;
          return kept;
        },
      };
    }),
  },
  {
    name: 'user-token-left-out',
    wrong: 'Asks for the user without a token.',
    breaks: ['CAP-15', 'CAP-16'],
    because: 'A token that is not sent is not sent as it was issued.',
    make: onUserCalls(request => withoutHeader(request, 'authorization')),
  },
  {
    name: 'calls-before-consent',
    wrong: 'Calls the API with a token that it does not have yet.',
    breaks: ['CAP-15'],
    make: wrapped(client => {
      const apis = new Map<string, string>();
      return {
        'session/open': async params => {
          apis.set(params.session, params.endpoints.api!);
          return client['session/open']!(params);
        },
        'session/request': async params => {
          const told = await client['session/request']!(params);
          const early = told.outcome === 'rejected' && told.message.includes('no user has consented');
          return early ? callWith('undefined', `${apis.get(params.session)}${params.path}`) : told;
        },
      };
    }),
  },
  {
    name: 'need-of-user-not-told',
    wrong: 'Does not say that its user is needed, only that something failed.',
    fault: 11,
    breaks: ['CAP-15', 'CAP-19'],
    because: 'A user is needed before the first token, and after the last one.',
    make: wrapped(client => ({
      'session/request': async params => {
        const told = await client['session/request']!(params);
        const needed = told.outcome === 'rejected' && told.message.includes('Begin an authorization');
        return needed ? { outcome: 'rejected', reason: 'other', message: 'Something went wrong.' } : told;
      },
    })),
  },
  {
    name: 'token-life-from-jwt',
    wrong: 'Reads the end of a token out of its claims, where it looks like a JWT.',
    fault: 3,
    breaks: ['CAP-16', 'CAP-19'],
    because: 'Who believes that a token is dead renews it too early, or asks for the user.',
    make: withParts(() => ({
      processTokenResponse: response => {
        const grant = processTokenResponse(response);
        const claims = claimsOf(grant);
        return claims === undefined ? grant : { ...grant, lifetimeMs: claims.exp * 1000 - Date.now() };
      },
    })),
  },
  {
    name: 'token-must-be-jwt',
    wrong: 'Takes no token that is not a JWT.',
    fault: 3,
    breaks: ['CAP-16'],
    make: withParts(() => ({
      processTokenResponse: response => {
        const grant = processTokenResponse(response);
        if (claimsOf(grant) !== undefined) return grant;
        throw new ClientFailure('malformed-response', 'The token is no JWT.', { status: response.status });
      },
    })),
  },
  {
    name: 'token-without-signature',
    wrong: 'Drops what comes after the last dot of a token.',
    fault: 3,
    breaks: ['CAP-16'],
    make: onUserCalls((request, token) =>
      withHeaders(request, { authorization: `Bearer ${token.split('.').slice(0, 2).join('.')}` }),
    ),
  },
  {
    name: 'user-token-in-query-too',
    wrong: "Names the user's token in the query as well.",
    fault: 2,
    breaks: ['CAP-17'],
    make: onUserCalls((request, token) => withQuery(request, 'token', token)),
  },
  {
    name: 'user-token-in-user-agent',
    wrong: "Names the user's token in its User-Agent.",
    fault: 14,
    breaks: ['CAP-17'],
    make: onUserCalls((request, token) => withHeaders(request, { 'user-agent': `sdk/1.0 (${token})` })),
  },
  {
    name: 'user-token-on-redirect',
    wrong: "Takes the user's token along to whatever host a redirect leads to.",
    fault: 10,
    breaks: ['CAP-17'],
    make: composed(() => {
      let last: { readonly host: string; readonly authorization: string } | undefined;
      return {
        http: transport((request, send) => {
          const { host } = request.url;
          const { authorization } = request.headers;
          if (authorization !== undefined)
            last = userToken(request) === undefined ? undefined : { host, authorization };
          const left = authorization === undefined && last !== undefined && last.host !== host;
          return send(left ? withHeaders(request, { authorization: last!.authorization }) : request);
        }),
      };
    }),
  },
  {
    name: 'host-of-the-auth-samples',
    wrong: 'Calls the API at the host that the authentication samples name, whatever it was given.',
    breaks: ['CAP-01'],
    make: atHost('/api-dev/'),
  },
  {
    name: 'host-of-the-endpoint-samples',
    wrong: 'Calls the API at the host that the endpoint samples name, whatever it was given.',
    breaks: ['CAP-01'],
    make: atHost('/api-samples/'),
  },
];

/** A client that knows the address of the API by itself. @param host its path below the sandbox */
function atHost(host: string): Mutant['make'] {
  return composed(() => ({
    http: transport((request, send) => {
      const url = new URL(request.url);
      url.pathname = url.pathname.replace(/\/api(?:-dev|-samples)?\/(?=v1\/)/, host);
      return send({ ...request, url });
    }),
  }));
}

async function callWith(token: string, url: string): Promise<ResponseOutcome> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const headers = Object.fromEntries(response.headers);
  return { outcome: 'response', status: response.status, headers, body: await response.text() };
}
