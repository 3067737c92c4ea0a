import { percentEncode } from '../../reference/percent-encode.ts';
import type { Mutant } from '../mutant.ts';
import { withHeaders, withoutHeader, withQuery } from '../wire.ts';
import { cleaned, losingToken, onHeader, openingWith, withToken, writing } from './composing.ts';

/** Clients that are wrong about the Authorization header. */
export const headerMutants: readonly Mutant[] = [
  {
    name: 'realm-bearer',
    wrong: 'Sends the token after the word Bearer.',
    fault: 1,
    breaks: ['ATR-21'],
    make: writing(token => `Bearer ${token}`),
  },
  {
    name: 'realm-another-product',
    wrong: 'Sends the token after the word Api-Token.',
    fault: 2,
    breaks: ['ATR-21'],
    make: writing(token => `Api-Token ${token}`),
  },
  {
    name: 'realm-colon',
    wrong: 'Writes a colon after the word.',
    fault: 2,
    breaks: ['ATR-21'],
    make: writing(token => `apiToken: ${token}`),
  },
  {
    name: 'realm-equals',
    wrong: 'Writes an equals sign between word and token.',
    fault: 2,
    breaks: ['ATR-21'],
    make: writing(token => `apiToken=${token}`),
  },
  {
    name: 'realm-bare',
    wrong: 'Sends the token without a word before it.',
    fault: 3,
    breaks: ['ATR-21'],
    make: writing(token => token),
  },
  {
    name: 'realm-lower-case',
    wrong: 'Writes the word in lower case.',
    fault: 2,
    breaks: ['ATR-21'],
    make: writing(token => `apitoken ${token}`),
  },
  {
    name: 'realm-no-token-on-head',
    wrong: 'Sends HEAD without the header.',
    fault: 11,
    breaks: ['ATR-21'],
    make: losingToken(({ method }) => method === 'HEAD', 'header'),
  },
  {
    name: 'realm-no-token-on-changes',
    wrong: 'Sends the header with GET only.',
    fault: 11,
    breaks: ['ATR-21'],
    make: losingToken(({ method }) => method !== 'GET', 'header'),
  },
  {
    name: 'realm-header-lost-on-redirect',
    wrong: 'Follows a redirect without the header.',
    fault: 5,
    breaks: ['ATR-21'],
    make: losingToken(({ url }) => url.searchParams.has('view'), 'header'),
  },
  {
    name: 'realm-header-lost-on-page-two',
    wrong: 'Follows a link to the next page without the header.',
    fault: 5,
    breaks: ['ATR-21'],
    make: losingToken(({ url }) => url.searchParams.has('cursor'), 'header'),
  },
  {
    name: 'realm-header-and-query',
    wrong: 'Sends the token in the header, and in the query as well.',
    fault: 5,
    breaks: ['ATR-21'],
    make: onHeader((request, token) => withQuery(request, 'apiToken', token)),
  },
  {
    name: 'realm-query-for-header',
    wrong: 'Sends the token in the query though it was told to use the header.',
    breaks: ['ATR-21', 'ATR-22'],
    because: 'There is no header, neither with the word nor of the form of the sample.',
    make: onHeader((request, token) => withQuery(withoutHeader(request, 'authorization'), 'apiToken', token)),
  },
  {
    name: 'realm-quoted',
    wrong: 'Puts the token in double quotes.',
    fault: 2,
    breaks: ['ATR-22'],
    make: writing(token => `apiToken "${token}"`),
  },
  {
    name: 'realm-two-blanks',
    wrong: 'Writes two blanks between word and token.',
    fault: 2,
    breaks: ['ATR-22'],
    make: writing(token => `apiToken  ${token}`),
  },
  {
    name: 'realm-doubled',
    wrong: 'Writes the word twice.',
    fault: 3,
    breaks: ['ATR-22'],
    make: writing(token => `apiToken apiToken ${token}`),
  },
  {
    name: 'realm-two-headers',
    wrong: 'Sends a second Authorization header, of a user name in the address.',
    fault: 4,
    breaks: ['ATR-22'],
    // Node takes a list for a header that is to be sent several times.
    make: onHeader((request, token) =>
      withHeaders(request, { authorization: [`apiToken ${token}`, 'Basic dTpw'] as unknown as string }),
    ),
  },
  {
    name: 'realm-joined-headers',
    wrong: 'Joins two Authorization headers with a comma.',
    fault: 4,
    breaks: ['ATR-22'],
    make: writing(token => `apiToken ${token}, Basic dTpw`),
  },
  {
    name: 'realm-header-encoded',
    wrong: 'Percent-encodes the token in the header.',
    breaks: ['ATR-22'],
    make: writing(token => `apiToken ${percentEncode(token)}`),
  },
  {
    name: 'realm-pasted-scheme',
    wrong: 'Adds its own word to a token that was pasted with one.',
    fault: 3,
    breaks: ['ATR-22', 'ATR-23'],
    because: 'It sends whatever it was given, by header and by query.',
    make: sendingPasted(given => given.startsWith('apiToken ')),
  },
  {
    name: 'realm-line-end',
    wrong: 'Sends the line end of the file that the token was read from.',
    fault: 2,
    breaks: ['ATR-22', 'ATR-23'],
    because: 'It sends whatever it was given, by header and by query.',
    make: sendingPasted(given => given.endsWith('\n')),
  },
];

/** A client that sends some tokens as they were pasted. */
function sendingPasted(isMeant: (given: string) => boolean): Mutant['make'] {
  return () => {
    const pasted = new Map<string, string>();
    const asGiven = (token: string) => pasted.get(token) ?? token;
    const open = openingWith(
      params => {
        const { apiToken: given = '' } = params.credentials;
        if (!isMeant(given)) return params;
        pasted.set(cleaned(given), given);
        return withToken(params, cleaned(given));
      },
      () => ({
        apiTokenRealm: {
          authorizationHeader: token => `apiToken ${asGiven(token)}`,
          withParameter: (url, name, value) => {
            const with_ = new URL(url);
            with_.searchParams.set(name, asGiven(value));
            return with_;
          },
        },
      }),
    );
    return open();
  };
}
