import { withParameter } from '../../reference/api-token-realm/query.ts';
import { percentEncode } from '../../reference/percent-encode.ts';
import type { Mutant } from '../mutant.ts';
import { transport, withHeaders } from '../wire.ts';
import { adding, losingToken, withParts } from './composing.ts';

/** An address with a pair added as it is written. */
function written(url: URL, pair: string): URL {
  return new URL(`${url.href}${url.search === '' ? '?' : '&'}${pair}`);
}

/** Clients that are wrong about the query parameter. */
export const queryMutants: readonly Mutant[] = [
  {
    name: 'query-another-name',
    wrong: 'Calls the parameter token.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, _name, value) => withParameter(url, 'token', value)),
  },
  {
    name: 'query-fixed-name',
    wrong: 'Calls the parameter apiToken, whatever it was told.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, _name, value) => withParameter(url, 'apiToken', value)),
  },
  {
    name: 'query-not-encoded',
    wrong: 'Writes the token into the address as it is.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, name, value) => written(url, `${name}=${value}`)),
  },
  {
    name: 'query-encoded-twice',
    wrong: 'Percent-encodes the token twice.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, name, value) => written(url, `${name}=${percentEncode(percentEncode(value))}`)),
  },
  {
    name: 'query-plus-left',
    wrong: 'Leaves a plus sign as it is when it encodes.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, name, value) =>
      written(url, `${name}=${percentEncode(value).replaceAll('%2B', '+')}`),
    ),
  },
  {
    name: 'query-question-mark-twice',
    wrong: 'Begins a query where there is one already.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, name, value) => new URL(`${url.href}?${name}=${percentEncode(value)}`)),
  },
  {
    name: 'query-replaced',
    wrong: 'Puts the token in the place of the query that was asked for.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, name, value) => {
      const bare = new URL(url);
      bare.search = '';
      return withParameter(bare, name, value);
    }),
  },
  {
    name: 'query-names-once',
    wrong: 'Keeps one value of each name in the query.',
    breaks: ['ATR-23'],
    make: adding((url, name, value) => {
      const once = new URL(url);
      once.search = String(new URLSearchParams(Object.fromEntries(url.searchParams)));
      return withParameter(once, name, value);
    }),
  },
  {
    name: 'query-decoded',
    wrong: 'Writes the query that was asked for without its escapes.',
    breaks: ['ATR-23'],
    make: adding((url, name, value) => {
      const decoded = new URL(url);
      decoded.search = decodeURIComponent(url.search);
      return withParameter(decoded, name, value);
    }),
  },
  {
    name: 'query-twice-on-page-two',
    wrong: 'Adds the token twice on the next page.',
    fault: 5,
    breaks: ['ATR-23'],
    make: adding((url, name, value) => {
      const once = withParameter(url, name, value);
      return url.searchParams.has('cursor') ? written(once, `${name}=${percentEncode(value)}`) : once;
    }),
  },
  {
    name: 'query-lost-on-redirect',
    wrong: 'Follows a redirect without the token.',
    fault: 5,
    breaks: ['ATR-23'],
    make: losingToken(({ url }) => url.searchParams.has('view'), 'query'),
  },
  {
    name: 'query-lost-on-page-two',
    wrong: 'Follows a link to the next page without the token.',
    fault: 5,
    breaks: ['ATR-23'],
    make: losingToken(({ url }) => url.searchParams.has('cursor'), 'query'),
  },
  {
    name: 'query-no-token-on-head',
    wrong: 'Sends HEAD without the token.',
    fault: 11,
    breaks: ['ATR-23'],
    make: losingToken(({ method }) => method === 'HEAD', 'query'),
  },
  {
    name: 'query-of-get-only',
    wrong: 'Adds the token with GET only.',
    fault: 11,
    breaks: ['ATR-23'],
    make: losingToken(({ method }) => method !== 'GET', 'query'),
  },
  {
    name: 'query-and-header',
    wrong: 'Sends the token in the query, and in the header as well.',
    fault: 5,
    breaks: ['ATR-23'],
    make: byHeaderToo(true),
  },
  {
    name: 'query-header-for-query',
    wrong: 'Sends the token in the header though it was told to use the query.',
    breaks: ['ATR-23'],
    make: byHeaderToo(false),
  },
];

/** A client that sends a token of the query in the header. @param stays whether it is in the query as well */
function byHeaderToo(stays: boolean): Mutant['make'] {
  return () => {
    let token = '';
    const make = withParts(
      () => ({
        withParameter: (url, name, value) => {
          token = value;
          return stays ? withParameter(url, name, value) : url;
        },
        authorizationHeader: value => {
          token = '';
          return `apiToken ${value}`;
        },
      }),
      () =>
        transport((request, send) => {
          const ours = token !== '' && request.url.hostname === '127.0.0.1';
          return send(ours ? withHeaders(request, { authorization: `apiToken ${token}` }) : request);
        }),
    );
    return make();
  };
}
