import { type TokenIdentity, tokenRequest } from '../../reference/acquia/token-endpoint.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';
import { onCalls, sendingAgain, succeeding, transport, withForm, withHeaders, withQuery } from '../wire.ts';

/** Clients that are wrong about the scope of an organization, or mix organizations up. */
export const scopeMutants: readonly Mutant[] = [
  {
    name: 'scope-on-calls',
    wrong: 'Sends the scope in the query of API calls instead of in the token request.',
    fault: 4,
    breaks: ['ACQ-20'],
    make: composed(() => {
      const scope = lastScope();
      return {
        tokenRequest: identity => withoutScope(scope.remember(identity)),
        http: onCalls(request =>
          scope.last === undefined ? request : withQuery(request, 'scope', scope.last),
        ),
      };
    }),
  },
  {
    name: 'scope-on-calls-too',
    wrong: 'Sends the scope in a header of API calls as well.',
    fault: 4,
    breaks: ['ACQ-20'],
    make: composed(() => {
      const scope = lastScope();
      return {
        tokenRequest: identity => tokenRequest(scope.remember(identity)),
        http: onCalls(request =>
          scope.last === undefined ? request : withHeaders(request, { 'x-scope': scope.last }),
        ),
      };
    }),
  },
  {
    name: 'scope-missing',
    wrong: 'Asks for no scope, whatever organization it is given.',
    fault: 4,
    breaks: ['ACQ-20'],
    make: composed(() => ({ tokenRequest: withoutScope })),
  },
  {
    name: 'scope-lost-on-renewal',
    wrong: 'Asks for the scope the first time only.',
    breaks: ['ACQ-20'],
    make: composed(() => {
      const known = new Set<string>();
      return {
        tokenRequest: identity => {
          const name = JSON.stringify(identity);
          const asked = known.has(name);
          known.add(name);
          return asked ? withoutScope(identity) : tokenRequest(identity);
        },
      };
    }),
  },
  scoped('scope-without-prefix', 'Asks for the bare UUID.', ({ scope }) =>
    scope!.slice('organization:'.length),
  ),
  scoped('scope-encoded-twice', 'Url-encodes the colon of the scope twice.', ({ scope }) =>
    encodeURIComponent(scope!),
  ),
  scoped(
    'scope-of-another-uuid',
    'Asks for the scope of a UUID that is no organization’s.',
    ({ apiKey }) => `organization:${apiKey}`,
  ),
  {
    name: 'cache-without-organization',
    wrong: 'Keeps one token for all organizations.',
    fault: 2,
    breaks: ['ACQ-21'],
    make: composed(() => ({ cacheKey: ({ scope: _, ...rest }) => rest })),
  },
  {
    name: 'nothing-instead-of-refusal',
    wrong: 'Shows an empty list where permission is missing.',
    breaks: ['ACQ-21'],
    make: composed(() => ({
      http: transport(async (request, send) => {
        const response = await send(request);
        return wantsPermission(response) ? succeeding(response) : response;
      }),
    })),
  },
  {
    name: 'asks-again-for-permission',
    wrong: 'Repeats a call for which permission is missing.',
    breaks: ['ACQ-21'],
    make: composed(() => ({ http: sendingAgain(wantsPermission) })),
  },
];

/** A client that asks for another scope than an organization's. */
function scoped(name: string, wrong: string, scope: (identity: TokenIdentity) => string): Mutant {
  const mutated = (identity: TokenIdentity): HttpRequest =>
    identity.scope === undefined
      ? tokenRequest(identity)
      : withForm(tokenRequest(identity), form => form.set('scope', scope(identity)));
  return { name, wrong, fault: 6, breaks: ['ACQ-20'], make: composed(() => ({ tokenRequest: mutated })) };
}

function withoutScope(identity: TokenIdentity): HttpRequest {
  return tokenRequest({ ...identity, scope: undefined });
}

/** Takes down the scope of the session that asked for a token last. */
function lastScope() {
  return {
    last: undefined as string | undefined,
    remember(identity: TokenIdentity): TokenIdentity {
      this.last = identity.scope;
      return identity;
    },
  };
}

function wantsPermission({ body }: HttpResponse): boolean {
  return body.includes('additional_authentication_required');
}
