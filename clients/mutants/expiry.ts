import { processTokenResponse, type TokenIdentity } from '../reference/acquia/token-endpoint.ts';
import type { HttpResponse } from '../reference/http.ts';
import { type Grant, renewalMargin, TokenSource } from '../reference/token-source.ts';
import { composed, type Mutant } from './mutant.ts';

/** Clients that are wrong about how long a token lives, or when to obtain the next one. */
export const expiryMutants: readonly Mutant[] = [
  {
    name: 'fixed-lifetime',
    wrong: 'Keeps every token for 300 seconds, whatever expires_in says.',
    fault: 1,
    breaks: ['ACQ-06'],
    make: composed(() => ({
      processTokenResponse: living(() => 300),
    })),
  },
  {
    name: 'sliding-lifetime',
    wrong: 'Counts the life of a token from its last use.',
    breaks: ['ACQ-06'],
    make: composed(() => ({ newTokenSource: () => new SlidingSource() })),
  },
  {
    name: 'life-from-jwt',
    wrong: 'Reads the end of a token out of its exp claim, where it looks like a JWT.',
    breaks: ['ACQ-06'],
    make: composed(() => ({ processTokenResponse: living(lifeInJwt) })),
  },
  {
    name: 'never-renews',
    wrong: 'Keeps its token until the platform refuses it.',
    fault: 1,
    breaks: ['ACQ-06', 'ACQ-07'],
    because: 'Who does not count the time of a token sends it when it is dead and renews it too late.',
    make: composed(() => ({ processTokenResponse: living(() => Infinity) })),
  },
  {
    name: 'no-margin',
    wrong: 'Uses a token to the last moment of its life.',
    fault: 1,
    breaks: ['ACQ-07'],
    make: composed(() => ({ newTokenSource: () => new TokenSource(() => 0) })),
  },
  {
    name: 'fixed-margin',
    wrong: 'Renews 90 seconds ahead, which is most of a short life.',
    breaks: ['ACQ-07'],
    make: composed(() => ({ newTokenSource: () => new TokenSource(() => 90_000) })),
  },
  {
    name: 'token-per-call',
    wrong: 'Obtains a token for every call.',
    fault: 11,
    breaks: ['ACQ-07'],
    make: composed(() => ({ newTokenSource: () => new TokenSource(lifetimeMs => lifetimeMs) })),
  },
  {
    name: 'no-single-flight',
    wrong: 'Lets every call that finds no token make an exchange of its own.',
    fault: 11,
    breaks: ['ACQ-07'],
    make: composed(() => ({ newTokenSource: () => new EachForItself() })),
  },
];

/** Reads the answer as the reference client does, but believes another lifetime. */
function living(seconds: (grant: Grant) => number) {
  return (response: HttpResponse, identity: TokenIdentity): Grant => {
    const grant = processTokenResponse(response, identity);
    return { ...grant, lifetimeMs: 1000 * seconds(grant) };
  };
}

function lifeInJwt({ accessToken, lifetimeMs }: Grant): number {
  const claims = accessToken.split('.')[1];
  if (claims === undefined) return lifetimeMs / 1000;
  const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return exp - iat;
}

/** Tells its token a time that stands still while the token is in use. */
class SlidingSource extends TokenSource {
  #behind = 0;
  #issuedAt = 0;

  override async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    const token = await super.token(now - this.#behind, () => {
      this.#issuedAt = now - this.#behind;
      return exchange();
    });
    this.#behind = now - this.#issuedAt;
    return token;
  }
}

class EachForItself extends TokenSource {
  #held: { readonly accessToken: string; readonly renewAt: number } | undefined;

  override async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    if (this.#held !== undefined && now < this.#held.renewAt) return this.#held.accessToken;
    const { accessToken, lifetimeMs } = await exchange();
    this.#held = { accessToken, renewAt: now + lifetimeMs - renewalMargin(lifetimeMs) };
    return accessToken;
  }

  override discard(): void {
    this.#held = undefined;
  }
}
