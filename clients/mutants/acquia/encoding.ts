import { type TokenIdentity, tokenRequest } from '../../reference/acquia/token-endpoint.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';

/** Clients that write the secret into the form in another way than once url-encoded. */
export const encodingMutants: readonly Mutant[] = [
  encoder('raw-secret', 'Sends the secret as it is, like curl --data.', secret => secret),
  encoder('secret-encoded-twice', 'Url-encodes the secret twice.', secret =>
    encodeURIComponent(encodeURIComponent(secret)),
  ),
  encoder('plus-left-raw', 'Encodes every character of the secret but the plus.', secret =>
    encodeURIComponent(secret).replaceAll('%2B', '+'),
  ),
  encoder(
    'encoded-as-whole-url',
    'Encodes the secret as if it were a whole URL, which leaves + = & alone.',
    encodeURI,
  ),
  encoder('padding-dropped', 'Takes the equals signs at the end of the secret away.', secret =>
    encodeURIComponent(secret.replace(/=+$/, '')),
  ),
  encoder('latin-1-secret', 'Encodes the secret as Latin-1.', secret =>
    [...secret].map(c => (c === 'ü' ? '%FC' : encodeURIComponent(c))).join(''),
  ),
  encoder('blank-dropped', 'Trims the secret and everything blank in it.', secret =>
    encodeURIComponent(secret.replaceAll(' ', '')),
  ),
];

function encoder(name: string, wrong: string, encode: (secret: string) => string): Mutant {
  const mutated = (identity: TokenIdentity): HttpRequest => {
    const { secret, rest } = withoutSecret(identity);
    return { ...rest, body: Buffer.from(`${rest.body}&client_secret=${encode(secret)}`) };
  };
  return { name, wrong, fault: 5, breaks: ['ACQ-17'], make: composed(() => ({ tokenRequest: mutated })) };
}

function withoutSecret(identity: TokenIdentity): { secret: string; rest: HttpRequest } {
  const rest = tokenRequest(identity);
  const form = new URLSearchParams(String(rest.body));
  form.delete('client_secret');
  return { secret: identity.apiSecret, rest: { ...rest, body: Buffer.from(form.toString()) } };
}
