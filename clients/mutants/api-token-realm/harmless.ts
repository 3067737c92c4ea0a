import { withParameter } from '../../reference/api-token-realm/query.ts';
import reference from '../../reference/index.ts';
import type { Variant } from '../mutant.ts';
import { telling } from '../mutant.ts';
import { adding, cleaned, openingWith, withParts, withToken } from './composing.ts';

/** A client that declares no more than this. */
function declaring(...capabilities: ('header' | 'query')[]): Variant['make'] {
  return () => {
    const client = reference();
    return {
      ...client,
      initialize: async params => ({
        ...(await client.initialize(params)),
        capabilities: { 'api-token-realm': capabilities },
      }),
    };
  };
}

/** Right clients of the apiToken realm, of another style. The suite must fail none of them. */
export const apiTokenRealmVariants: readonly Variant[] = [
  {
    name: 'realm-hands-refusals-over',
    differs: 'Hands a refusal over as the response that it is.',
    make: withParts(() => ({ refusal: () => undefined })),
  },
  {
    name: 'realm-status-only',
    differs: 'Knows no more of a refusal than its status.',
    make: telling(told =>
      told.status === undefined || told.status < 400
        ? told
        : {
            outcome: 'rejected',
            reason: 'other',
            status: told.status,
            message: `Status ${told.status}.`,
          },
    ),
  },
  {
    name: 'realm-query-first',
    differs: 'Puts the token before the query that was asked for.',
    make: adding((url, name, value) => {
      const bare = new URL(url);
      bare.search = '';
      const first = withParameter(bare, name, value);
      first.search += url.search.replace('?', '&');
      return first;
    }),
  },
  {
    name: 'realm-query-as-form',
    differs: 'Writes the whole query by the rules for forms.',
    make: adding((url, name, value) => {
      const form = new URL(url);
      form.searchParams.set(name, value);
      return form;
    }),
  },
  {
    name: 'realm-follows-nothing',
    differs: 'Follows no redirect, and hands it to its caller.',
    make: withParts(() => ({ followingLink: (_base, request, hops) => hops.own(request) })),
  },
  {
    name: 'realm-cleans-tokens',
    differs: 'Takes off what a token was pasted with.',
    make: openingWith(params => withToken(params, cleaned(params.credentials.apiToken!))),
  },
  {
    name: 'realm-by-header-only',
    differs: 'Knows the header only.',
    make: declaring('header'),
  },
  {
    name: 'realm-by-query-only',
    differs: 'Knows the query only.',
    make: declaring('query'),
  },
];
