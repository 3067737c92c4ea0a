import { ClientFailure } from './failure.ts';
import { percentEncode } from './percent-encode.ts';

/** Run an operation; what it fails with repeats none of these secrets, though the server did. */
export async function withoutSecrets<T>(
  secrets: readonly (string | undefined)[] | (() => readonly (string | undefined)[]),
  operation: () => Promise<T>,
): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (!(error instanceof ClientFailure)) throw error;
    const known = typeof secrets === 'function' ? secrets() : secrets;
    const { reason, status, code, cause } = error;
    throw new ClientFailure(reason, masked(error.message, known), {
      cause,
      ...(status === undefined ? {} : { status }),
      ...(code === undefined ? {} : { code: masked(code, known) }),
    });
  }
}

function masked(told: string, secrets: readonly (string | undefined)[]): string {
  const known = secrets.filter(secret => secret !== undefined && secret !== '') as string[];
  return known
    .flatMap(secret => [secret, percentEncode(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), told);
}
