import { encode } from '../../../../mocks/kernel/oauth1/index.ts';
import { decodeEscapes, isOwn } from './arrived.ts';
import type { Family } from './mistake.ts';
import { defaultPort, isDefaultPort } from './recipe.ts';

/** What goes wrong in the first two parts of the base string (RFC 5849 sections 3.4.1.1 and 3.4.1.2). */
export const mistakesInUrl: Family = ({ arrived: { url } }) => [
  {
    id: 'method-in-lower-case',
    text: 'The HTTP method was signed in lower case.',
    change: recipe => ({ method: sent => recipe.method(sent).toLowerCase() }),
  },
  {
    id: 'wrong-scheme',
    text: `The URL was signed with ${other(url.scheme)} instead of ${url.scheme.toLowerCase()}.`,
    change: recipe => ({ scheme: sent => other(recipe.scheme(sent)) }),
  },
  {
    id: 'host-not-lower-case',
    text: 'The host was signed as it was written, not in lower case.',
    change: () => ({ host: name => name }),
  },
  {
    id: 'default-port-kept',
    text: "The scheme's default port was left in the URL.",
    change: recipe => ({
      port: (port, scheme) =>
        port === '' || isDefaultPort(port, scheme) ? `:${defaultPort(scheme)}` : recipe.port(port, scheme),
    }),
  },
  {
    id: 'port-left-out',
    text: "The port was left out of the URL, although it is not the scheme's default.",
    change: () => ({ port: () => '' }),
  },
  {
    id: 'query-kept-in-url',
    text: 'The query was left on the URL, which is signed without it.',
    change: () => ({ tail: withoutOwn }),
  },
  {
    id: 'query-kept-in-url',
    text: 'The query was left on the URL instead of being signed among the parameters.',
    change: recipe => ({
      tail: withoutOwn,
      parameters: arrived => recipe.parameters(arrived).filter(p => p.place !== 'query' || isOwn(p)),
    }),
  },
  {
    id: 'path-decoded',
    text: 'The path was decoded before signing; it is signed as it is sent.',
    change: recipe => ({ path: sent => decodeEscapes(recipe.path(sent)) }),
  },
  {
    id: 'path-encoded-again',
    text: 'The path was encoded a second time before signing; it is signed as it is sent.',
    change: recipe => ({ path: sent => recipe.path(sent).split('/').map(encode).join('/') }),
  },
  {
    id: 'url-not-encoded',
    text: 'The URL stands in the base string without having been encoded.',
    change: () => ({ uriTimes: 0 }),
  },
];

/** A client signs before it adds its own parameters to a URL. */
function withoutOwn(query: string): string {
  const pairs = query.split('&').filter(pair => !pair.startsWith('oauth_'));
  return query === '' ? '' : `?${pairs.join('&')}`;
}

function other(scheme: string): string {
  return scheme.toLowerCase() === 'https' ? 'http' : 'https';
}
