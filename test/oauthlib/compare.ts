import { NonceStore, verifyOAuth1 } from '../../mocks/kernel/oauth1/index.ts';
import { type State, type Verdict, verifyByOauthlib } from './peer.ts';
import type { Signed } from './requests.ts';

/** One request as two verifiers see it. */
export interface Comparison {
  readonly request: Signed;
  readonly ours: Verdict & { readonly why: string };
  readonly oauthlib: Verdict;
  /** Whether the verdicts are the same, and the base strings where both made one. */
  readonly agreed: boolean;
}

/** Have requests verified by both. */
export function compare(requests: readonly Signed[], state: State): Comparison[] {
  const verdicts = verifyByOauthlib(requests, state);
  return requests.map((request, i) => {
    const [ours, oauthlib] = [verifyByUs(request), verdicts[i]!];
    const sameText = !ours.baseString || !oauthlib.baseString || ours.baseString === oauthlib.baseString;
    return { request, ours, oauthlib, agreed: ours.ok === oauthlib.ok && sameText };
  });
}

/** The verdict of our verifier in strict mode, at the time that the request names. */
export function verifyByUs(request: Signed): Comparison['ours'] {
  const { secrets } = request;
  let baseString: string | null = null;
  const result = verifyOAuth1(
    {
      method: request.method,
      url: request.url,
      authorization: request.authorization ?? undefined,
      body: Buffer.from(request.body ?? ''),
      contentType: request.contentType ?? undefined,
      now: Number(request.timestamp) * 1000,
    },
    {
      findConsumer: key => (key === secrets.consumerKey ? { secret: secrets.consumerSecret } : undefined),
      findToken: token =>
        token === secrets.token
          ? { secret: secrets.tokenSecret, consumerKey: secrets.consumerKey }
          : undefined,
      nonces: new NonceStore(),
      mode: 'strict',
      timestampWindowSeconds: 300,
      tokenRequired: secrets.token !== '',
    },
    ({ expected, ok }) => {
      const text = / over (".*")$/s.exec(expected)?.[1];
      if (text !== undefined) baseString = JSON.parse(text) as string;
      return ok;
    },
  );
  return { ok: result.ok, baseString, why: result.ok ? 'let in' : result.detail };
}
