import type { ClientModule } from '../../../src/protocol/index.ts';
import { callOnce, callWithToken } from '../../reference/acquia/client-credentials.ts';
import { signatureHeaders } from '../../reference/acquia/http-hmac.ts';
import { type TokenIdentity, tokenRequest } from '../../reference/acquia/token-endpoint.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import reference from '../../reference/index.ts';
import { TokenSource } from '../../reference/token-source.ts';
import { declaring, thrown } from '../composing.ts';
import { composed, type Mutant, telling, type Variant } from '../mutant.ts';
import { onCalls, sendingAgain, tokenOf, transport, withForm, withHeaders, withoutHeader } from '../wire.ts';

/** Right clients of another style. The suite must fail none of them. */
export const acquiaVariants: readonly Variant[] = [
  {
    name: 'json-token-request',
    differs: 'Sends the token request as JSON, and says so.',
    make: asking(request => ({
      ...withHeaders(request, { 'content-type': 'application/json' }),
      body: Buffer.from(JSON.stringify(Object.fromEntries(new URLSearchParams(String(request.body))))),
    })),
  },
  {
    name: 'basic-token-request',
    differs: 'Sends key and secret of the token request in HTTP Basic.',
    make: asking((request, { apiKey, apiSecret }) => {
      const credentials = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
      const rest = withForm(request, form => {
        form.delete('client_id');
        form.delete('client_secret');
      });
      return withHeaders(rest, { authorization: `Basic ${credentials}` });
    }),
  },
  {
    name: 'empty-scope',
    differs: 'Sends an empty scope where no organization was given.',
    make: asking(request =>
      withForm(request, form => {
        if (!form.has('scope')) form.set('scope', '');
      }),
    ),
  },
  {
    name: 'everything-escaped',
    differs: 'Percent-encodes every character of the token request.',
    make: asking(request => {
      const escaped = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&');
      const pairs = [...new URLSearchParams(String(request.body))];
      return { ...request, body: Buffer.from(pairs.map(([n, v]) => `${n}=${escaped(v)}`).join('&')) };
    }),
  },
  {
    name: 'copies-token-type',
    differs: 'Writes the scheme as the token type is usually written, in lower case.',
    make: composed(() => ({
      http: onCalls((request, token) => withHeaders(request, { authorization: `bearer ${token}` })),
    })),
  },
  {
    name: 'asks-for-nothing-special',
    differs: 'Sends no Accept header.',
    make: composed(() => ({ http: transport((request, send) => send(withoutHeader(request, 'accept'))) })),
  },
  {
    name: 'throws-refusals',
    differs: 'Throws for every answer that is no success, and quotes the platform.',
    make: telling(thrown),
  },
  {
    name: 'throws-status-only',
    differs: 'Throws for every answer that is no success, and knows no more than its status and text.',
    make: telling(outcome => {
      const told = thrown(outcome);
      const refused = told.outcome === 'rejected' && told.status !== undefined && told.status >= 400;
      return refused ? { ...told, reason: 'other' } : told;
    }),
  },
  {
    name: 'leaves-renewal-to-its-caller',
    differs: 'Does not repeat a call whose token was refused, and says so.',
    make: declaring('acquia', ['reauthenticates'], () => ({
      callWithToken: async (request, tokens, send) => callOnce(request, await tokens.current(), send),
    })),
  },
  {
    name: 'keeps-no-token',
    differs: 'Obtains a token for every call, as a script does, and declares no more than that.',
    make: declaring('acquia', ['reauthenticates', 'renewal', 'concurrent', 'http-hmac'], () => ({
      newTokenSource: () => new TokenSource(lifetimeMs => lifetimeMs),
      callWithToken: async (request, tokens, send) => callOnce(request, await tokens.current(), send),
    })),
  },
  {
    name: 'renews-on-any-refusal',
    differs: 'Takes every 403 for a token that is dead, and repeats the call once with a new one.',
    make: composed(() => ({
      callWithToken: async (request, tokens, send) => {
        const token = await tokens.current();
        const response = await callOnce(request, token, send);
        if (response.status !== 403) return response;
        tokens.discard(token);
        return callOnce(request, await tokens.current(), send);
      },
    })),
  },
  {
    name: 'repeats-once',
    differs: 'Repeats once what failed for a passing reason, as it was allowed to.',
    make: composed(() => ({ http: sendingAgain(({ status }) => status === 429 || status >= 500, 2) })),
  },
  {
    name: 'renews-in-good-time',
    differs: 'Renews at half the life of a token.',
    make: composed(() => ({ newTokenSource: () => new TokenSource(lifetimeMs => lifetimeMs / 2) })),
  },
  {
    name: 'shares-nothing',
    differs: 'Keeps a token for each session.',
    make: composed(() => {
      let sessions = 0;
      return { cacheKey: identity => ({ ...identity, session: String(++sessions) }) };
    }),
  },
  {
    name: 'logs-in-when-opened',
    differs: 'Obtains its token when it is opened, and refuses to open without one.',
    make: loggingIn,
  },
  {
    name: 'stays-where-it-is',
    differs: 'Follows no redirect, and hands it to its caller.',
    make: composed(() => ({
      callWithToken: (request, tokens, send) => {
        let redirect: HttpResponse | undefined;
        return callWithToken(request, tokens, async hop => {
          if (tokenOf(hop) === undefined) return { ...redirect!, headers: {} };
          redirect = await send(hop);
          return redirect;
        });
      },
    })),
  },
  {
    name: 'hmac-other-order',
    differs: 'Writes the attributes of a signature in another order, all of them percent-encoded.',
    make: composed(() => ({
      signatureHeaders: (request, key, stamped) => {
        const { authorization, ...headers } = signatureHeaders(request, key, stamped);
        const attributes = [...authorization!.matchAll(/(\w+)="([^"]*)"/g)].reverse();
        const list = attributes.map(([, n, v]) => `${n}="${encodeURIComponent(decodeURIComponent(v!))}"`);
        return { ...headers, authorization: `acquia-http-hmac ${list.join(',')}` };
      },
    })),
  },
];

/** A client that writes its token request in another way. */
function asking(change: (request: HttpRequest, identity: TokenIdentity) => HttpRequest): Mutant['make'] {
  return composed(() => ({ tokenRequest: identity => change(tokenRequest(identity), identity) }));
}

/** The exchange is made by a first call that never leaves the client. */
function loggingIn(): ClientModule {
  const client = reference({
    callWithToken: async (request, tokens, send) => {
      if (request.headers['x-login'] === undefined) return callWithToken(request, tokens, send);
      await tokens.current();
      return { url: request.url, status: 200, headers: {}, body: Buffer.alloc(0) };
    },
  });
  return {
    ...client,
    'session/open': async params => {
      const opened = await client['session/open']!(params);
      if ('outcome' in opened || params.mechanism !== 'client-credentials') return opened;
      const { session } = params;
      const login = { session, method: 'GET', path: '/', query: [], headers: { 'x-login': '1' }, body: null };
      const outcome = await client['session/request']!(login);
      return outcome.outcome === 'rejected' ? outcome : {};
    },
  };
}
