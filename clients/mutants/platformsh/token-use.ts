import { callRenewing } from '../../reference/bearer.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { tokenRequest } from '../../reference/platformsh/token-endpoint.ts';
import type { Mutant, Told } from '../mutant.ts';
import { telling } from '../mutant.ts';
import { onCalls, tokenOf, transport, withHeaders, withoutHeader, withQuery } from '../wire.ts';
import { withParts } from './composing.ts';

/** A client whose calls are changed before they are sent. */
const changed = (
  name: string,
  wrong: string,
  change: (request: HttpRequest, token: string) => HttpRequest,
): Mutant => ({
  name,
  wrong,
  breaks: ['PSH-01'],
  make: withParts(
    () => ({}),
    () => onCalls(change),
  ),
});

/** The API token that a client has exchanged last, for what it does with it besides. */
function noting(): { apiToken: string; tokenRequest: typeof tokenRequest } {
  const noted = {
    apiToken: '',
    tokenRequest: (identity: Parameters<typeof tokenRequest>[0]) => {
      noted.apiToken = identity.apiToken;
      return tokenRequest(identity);
    },
  };
  return noted;
}

/** Clients that send API token or access token where it does not belong, or in another form. */
export const tokenUseMutants: readonly Mutant[] = [
  {
    name: 'psh-api-token-as-bearer',
    wrong: 'Exchanges nothing, and sends the API token as a bearer token.',
    fault: 8,
    breaks: ['PSH-01'],
    make: withParts(() => {
      const apiTokens = new Map<object, string>();
      return {
        sessionKey: identity => {
          apiTokens.set(apiTokens, identity.apiToken);
          return identity;
        },
        callWithToken: (request, _tokens, send) =>
          send(withHeaders(request, { authorization: `Bearer ${apiTokens.get(apiTokens)}` })),
      };
    }),
  },
  {
    name: 'psh-api-token-on-calls',
    wrong: 'Sends the API token along with the access token.',
    breaks: ['PSH-01'],
    make: withParts(() => {
      const noted = noting();
      return {
        tokenRequest: noted.tokenRequest,
        callWithToken: (request, tokens, send, refuses) =>
          callRenewing(
            request,
            tokens,
            hop => send(withHeaders(hop, { 'x-api-token': noted.apiToken })),
            refuses,
          ),
      };
    }),
  },
  {
    name: 'psh-api-token-in-user-agent',
    wrong: 'Names the API token in the User-Agent of its token requests.',
    fault: 14,
    breaks: ['PSH-01'],
    make: withParts(
      () => ({}),
      () =>
        transport((request, send) => {
          const apiToken = new URLSearchParams(String(request.body ?? '')).get('api_token');
          return send(
            apiToken === null ? request : withHeaders(request, { 'user-agent': `sdk/1.0 (${apiToken})` }),
          );
        }),
    ),
  },
  changed('psh-token-in-query', 'Sends the access token in the query.', (request, token) =>
    withQuery(withoutHeader(request, 'authorization'), 'access_token', token),
  ),
  changed('psh-token-in-query-too', 'Sends the access token in the query as well.', (request, token) =>
    withQuery(request, 'access_token', token),
  ),
  changed('psh-own-scheme', 'Calls the scheme Token.', (request, token) =>
    withHeaders(request, { authorization: `Token ${token}` }),
  ),
  changed('psh-access-token-cut-short', 'Keeps 60 characters of an access token.', (request, token) =>
    withHeaders(request, { authorization: `Bearer ${token.slice(0, 60)}` }),
  ),
  changed('psh-no-token-on-changes', 'Leaves the token out of calls that change something.', request =>
    request.method === 'POST' ? withoutHeader(request, 'authorization') : request,
  ),
  changed('psh-jwt-only', 'Sends no access token that is no JWT.', (request, token) =>
    token.split('.').length === 3 ? request : withoutHeader(request, 'authorization'),
  ),
  changed('psh-token-in-user-agent', 'Names the access token in its User-Agent.', (request, token) =>
    withHeaders(request, { 'user-agent': `sdk/1.0 (${token})` }),
  ),
  {
    name: 'psh-token-on-redirect',
    wrong: 'Takes the access token along to whatever host a redirect leads to.',
    breaks: ['PSH-01'],
    make: withParts(() => ({
      callWithToken: (request, tokens, send, refuses) => {
        let token: string | undefined;
        const carrying: typeof send = hop => {
          token = tokenOf(hop) ?? token;
          return send(withHeaders(hop, { authorization: `Bearer ${token}` }));
        };
        return callRenewing(request, tokens, carrying, refuses);
      },
    })),
  },
  {
    name: 'psh-token-in-message',
    wrong: 'Quotes the headers of its request when a call is refused.',
    fault: 14,
    breaks: ['PSH-01'],
    make: () => {
      let token = '';
      const http = onCalls((request, carried) => {
        token = carried;
        return request;
      });
      const retold = (outcome: Told): Told => {
        if (outcome.outcome !== 'response' || outcome.status !== 403) return outcome;
        const message = `${outcome.body} in answer to Authorization: Bearer ${token}`;
        return { outcome: 'rejected', reason: 'permission', status: outcome.status, message };
      };
      return telling(retold, () => ({ http }))();
    },
  },
  {
    name: 'psh-refused-call-swallowed',
    wrong: 'Tells of success when a call was refused.',
    breaks: ['PSH-01'],
    make: telling(outcome =>
      outcome.outcome === 'response' && outcome.status === 403 && /this account/.test(outcome.body ?? '')
        ? { ...outcome, status: 200 }
        : outcome,
    ),
  },
  {
    name: 'psh-api-token-in-message',
    wrong: 'Quotes the API token when the exchange fails.',
    fault: 14,
    breaks: ['PSH-01'],
    make: () => {
      const noted = noting();
      const quoting = (outcome: Told): Told =>
        outcome.outcome === 'rejected' && outcome.reason === 'authentication'
          ? { ...outcome, message: `${outcome.message} It was asked with ${noted.apiToken}.` }
          : outcome;
      return telling(quoting, () => ({ platformsh: { tokenRequest: noted.tokenRequest } }))();
    },
  },
  {
    name: 'psh-session-without-address',
    wrong: 'Keeps one access token for all addresses of the platform.',
    breaks: ['PSH-01'],
    make: withParts(() => ({ sessionKey: ({ tokenEndpoint: _, ...rest }) => rest })),
  },
  {
    name: 'psh-forgets-without-revoking',
    wrong: 'Forgets its access token at logout, and lets it live.',
    breaks: ['PSH-01'],
    make: withParts(() => ({
      logout: async ({ release, call }) => {
        await call('GET', { path: '/users/me' });
        release();
        return null;
      },
    })),
  },
];
