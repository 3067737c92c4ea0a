import { authorizationHeader } from '../../reference/clever-cloud/protocol-parameters.ts';
import type { Parameter } from '../../reference/clever-cloud/signature.ts';
import { percentEncode } from '../../reference/percent-encode.ts';
import { withTransport } from '../composing.ts';
import type { Mutant } from '../mutant.ts';
import { transport, withHeaders } from '../wire.ts';
import { isSigned, signing, withParts } from './composing.ts';

const HEADER = 'CLV-29';

function writing(name: string, wrong: string, write: (parameters: readonly Parameter[]) => string): Mutant {
  const make = withParts(() => ({ authorizationHeader: write }));
  return { name: `header-${name}`, wrong, fault: 9, breaks: [HEADER], make };
}

/** Clients that write the Authorization header otherwise. */
export const headerMutants: readonly Mutant[] = [
  writing('single-quotes', 'Puts the values in single quotes.', list =>
    authorizationHeader(list).replaceAll('"', "'"),
  ),
  writing('no-quotes', 'Puts the values in no quotes.', list =>
    authorizationHeader(list).replaceAll('"', ''),
  ),
  writing('no-commas', 'Sets the parameters apart by blanks.', list =>
    authorizationHeader(list).replaceAll('", ', '" '),
  ),
  writing('other-scheme', 'Calls the scheme OAuth1.', list =>
    authorizationHeader(list).replace('OAuth', 'OAuth1'),
  ),
  writing('parameter-twice', 'Sends oauth_version twice.', list =>
    authorizationHeader([...list, ['oauth_version', '1.0']]),
  ),
  writing('raw-values', 'Does not percent-encode the values.', list => {
    const pairs = list.map(([name, value]) => `${name}="${value}"`);
    return `OAuth ${pairs.join(', ')}`;
  }),
  signing(HEADER, 'signature-encoded-twice', 'Percent-encodes the signature twice.', () => ({
    authorizationHeader: list =>
      authorizationHeader(
        list.map(([name, value]) => [name, name === 'oauth_signature' ? percentEncode(value) : value]),
      ),
  })),
  {
    name: 'header-twice',
    wrong: 'Sends two Authorization headers.',
    fault: 9,
    breaks: [HEADER],
    make: withTransport(() =>
      transport((request, send) => {
        const { authorization } = request.headers;
        // Node sends one line for each element.
        const twice = [authorization, authorization] as unknown as string;
        return send(isSigned(request) ? withHeaders(request, { authorization: twice }) : request);
      }),
    ),
  },
];
