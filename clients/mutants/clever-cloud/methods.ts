import { createHmac } from 'node:crypto';
import { protocolParameters } from '../../reference/clever-cloud/protocol-parameters.ts';
import { type Parameter, sign, signingKey } from '../../reference/clever-cloud/signature.ts';
import { percentEncode } from '../../reference/percent-encode.ts';
import type { Mutant } from '../mutant.ts';
import { signing, withParts } from './composing.ts';

const METHOD = 'CLV-27';

/** A client that makes its digests in a way of its own; PLAINTEXT stays as it is. */
function digesting(
  mistake: string,
  wrong: string,
  write: (digest: Buffer, text: string, key: string) => string,
  fault?: number,
): Mutant {
  const replace = () => ({
    sign: (method: Parameters<typeof sign>[0], text: string, key: string) => {
      const right = sign(method, text, key);
      return method === 'PLAINTEXT' ? right : write(Buffer.from(right, 'base64'), text, key);
    },
  });
  return signing(METHOD, mistake, wrong, replace, fault === undefined ? {} : { fault });
}

/** The protocol parameters with one of them changed, or taken out by undefined. */
function naming(
  change: (value: string, input: Parameters<typeof protocolParameters>[0]) => string | undefined,
): Mutant['make'] {
  return withParts(() => ({
    protocolParameters: input =>
      protocolParameters(input).flatMap(([name, value]): Parameter[] => {
        if (name !== 'oauth_signature_method') return [[name, value]];
        const changed = change(value, input);
        return changed === undefined ? [] : [[name, changed]];
      }),
  }));
}

/** Clients that make or name the signature method wrongly. */
export const methodMutants: readonly Mutant[] = [
  signing(
    METHOD,
    'secret-not-encoded',
    'Puts the secrets into the key as they are.',
    () => ({ signingKey: ({ consumerSecret, tokenSecret = '' }) => `${consumerSecret}&${tokenSecret}` }),
    { fault: 4 },
  ),
  signing(
    METHOD,
    'secret-encoded-twice',
    'Encodes the secrets twice for the key.',
    () => ({
      signingKey: ({ consumerSecret, tokenSecret = '', ...rest }) =>
        signingKey({
          ...rest,
          consumerSecret: percentEncode(consumerSecret),
          tokenSecret: percentEncode(tokenSecret),
        }),
    }),
    { fault: 4 },
  ),
  signing(
    METHOD,
    'ampersand-missing',
    'Leaves the ampersand out where there is no token secret.',
    () => ({ signingKey: credentials => signingKey(credentials).replace(/&$/, '') }),
    { fault: 4 },
  ),
  signing(METHOD, 'secrets-swapped', 'Puts the token secret first.', () => ({
    signingKey: ({ consumerSecret, tokenSecret, ...rest }) =>
      tokenSecret === undefined
        ? signingKey({ consumerSecret, ...rest })
        : signingKey({ ...rest, consumerSecret: tokenSecret, tokenSecret: consumerSecret }),
  })),
  digesting(
    'hash-of-another-method',
    'Makes HMAC-SHA256, whatever it says.',
    (_digest, text, key) => createHmac('sha256', key).update(text).digest('base64'),
    5,
  ),
  digesting('hex-instead-of-base64', 'Writes the digest in hexadecimal.', digest => digest.toString('hex')),
  digesting('base64-of-hex', 'Writes hexadecimal digits in base64.', digest =>
    Buffer.from(digest.toString('hex')).toString('base64'),
  ),
  digesting('base64-alphabet', 'Writes the digest in the base64 alphabet for URLs.', digest =>
    digest.toString('base64url'),
  ),
  digesting('base64-padding-missing', 'Leaves the padding of the digest out.', digest =>
    digest.toString('base64').replace(/=+$/, ''),
  ),
  digesting('base64-line-breaks', 'Breaks the digest into lines.', digest =>
    digest.toString('base64').replace(/.{76}|.+$/g, line => `${line}\n`),
  ),
  {
    name: 'oauth1-always-sha512',
    wrong: 'Signs by HMAC-SHA512 where HMAC-SHA1 was asked for.',
    breaks: [METHOD],
    make: withParts(() => ({
      protocolParameters: input =>
        protocolParameters({ ...input, method: input.method === 'PLAINTEXT' ? 'PLAINTEXT' : 'HMAC-SHA512' }),
      sign: (method, text, key) => sign(method === 'PLAINTEXT' ? method : 'HMAC-SHA512', text, key),
    })),
  },
  {
    name: 'oauth1-always-sha1',
    wrong: 'Signs by HMAC-SHA1 where HMAC-SHA512 was asked for.',
    breaks: [METHOD],
    make: withParts(() => ({
      protocolParameters: input =>
        protocolParameters({ ...input, method: input.method === 'PLAINTEXT' ? 'PLAINTEXT' : 'HMAC-SHA1' }),
      sign: (method, text, key) => sign(method === 'PLAINTEXT' ? method : 'HMAC-SHA1', text, key),
    })),
  },
  {
    name: 'oauth1-never-plaintext',
    wrong: 'Signs by HMAC-SHA512 where PLAINTEXT was asked for.',
    fault: 8,
    breaks: ['CLV-11', 'CLV-12', 'CLV-13', 'CLV-14', METHOD],
    because: "The bridge's own routes take PLAINTEXT only.",
    make: withParts(() => ({
      protocolParameters: input =>
        protocolParameters({ ...input, method: input.method === 'PLAINTEXT' ? 'HMAC-SHA512' : input.method }),
      sign: (method, text, key) => sign(method === 'PLAINTEXT' ? 'HMAC-SHA512' : method, text, key),
    })),
  },
  {
    name: 'oauth1-method-not-named',
    wrong: 'Names no signature method.',
    breaks: [METHOD],
    make: naming(() => undefined),
  },
  {
    name: 'oauth1-plaintext-not-named',
    wrong: 'Names no signature method under PLAINTEXT, as the vendor’s own clients.',
    breaks: [METHOD],
    make: naming((name, { method }) => (method === 'PLAINTEXT' ? undefined : name)),
  },
  {
    name: 'oauth1-method-name-in-lower-case',
    wrong: 'Names the method in lower case.',
    breaks: [METHOD],
    make: naming(name => name.toLowerCase()),
  },
];
