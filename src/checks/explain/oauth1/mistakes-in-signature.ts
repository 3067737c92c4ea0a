import { encode, isEncoded } from '../../../../mocks/kernel/oauth1/index.ts';
import { type Arrived, decodeEscapes, decodeFormText } from './arrived.ts';
import type { Family, Mistake } from './mistake.ts';
import { type Hash, hashOf } from './recipe.ts';

/** What goes wrong in making the signature and in sending it. */
export const mistakesInSignature: Family = ({ arrived }) => [
  ...notEncoded(arrived),
  ...otherHash(arrived),
  written('hex-instead-of-base64', 'The signature was written in hexadecimal instead of base64.', d =>
    d.toString('hex'),
  ),
  written('base64-of-hex', 'The signature is base64 of hexadecimal digits instead of the bytes.', d =>
    Buffer.from(d.toString('hex')).toString('base64'),
  ),
  written(
    'base64-alphabet',
    'The signature was written in the base64 alphabet for URLs (- and _ for + and /).',
    d => d.toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  ),
  written(
    'base64-alphabet',
    'The signature was written in the base64 alphabet for URLs, without padding.',
    d => d.toString('base64url'),
  ),
  written('base64-padding-missing', 'The = at the end of the signature are missing.', d =>
    d.toString('base64').replace(/=+$/, ''),
  ),
  ...[60, 64, 76].flatMap(width =>
    ['\n', '\r\n'].map(end =>
      written('base64-line-breaks', 'The signature was broken into lines.', d =>
        d.toString('base64').replace(new RegExp(`.{${width}}|.+$`, 'g'), line => `${line}${end}`),
      ),
    ),
  ),
  {
    id: 'signature-encoded-twice',
    text: 'The signature was percent-encoded once too often when it was sent.',
    change: recipe => ({ arrives: (signature, a) => encode(recipe.arrives(signature, a)) }),
  },
];

function written(id: string, text: string, digest: (digest: Buffer) => string): Mistake {
  return { id, text, change: () => ({ digest }) };
}

/**
 * Only where a character stands in it that an encoder would not have left, else it was encoded; but in a query
 * or form the `&` of a PLAINTEXT signature that was not encoded has cut off whatever would show it.
 */
function notEncoded({ signature: { place, written }, signatureMethod }: Arrived): Mistake[] {
  const cutOff = signatureMethod === 'PLAINTEXT' && place !== 'header';
  if (isEncoded(written) && !cutOff) return [];
  const decodeOnArrival = place === 'header' ? decodeEscapes : firstOfForm;
  return [
    {
      id: 'signature-not-encoded',
      text: 'The signature was not percent-encoded when it was sent.',
      change: recipe => ({ arrives: (signature, a) => decodeOnArrival(recipe.arrives(signature, a)) }),
    },
  ];
}

/** In a query or form a raw `&` ends the value. */
function firstOfForm(text: string): string {
  return decodeFormText(text.split('&', 1)[0]!);
}

const NAMES: Readonly<Record<Hash, string>> = {
  sha1: 'HMAC-SHA1',
  sha256: 'HMAC-SHA256',
  sha512: 'HMAC-SHA512',
};

function otherHash({ signatureMethod }: Arrived): Mistake[] {
  const named = hashOf(signatureMethod);
  const others = [...(Object.keys(NAMES) as Hash[]), undefined].filter(hash => hash !== named);
  return others.map(hash => ({
    id: 'hash-of-another-method',
    text: `The signature is ${hash === undefined ? 'PLAINTEXT' : NAMES[hash]}, but oauth_signature_method says ${signatureMethod}.`,
    change: () => ({ hash }),
  }));
}
