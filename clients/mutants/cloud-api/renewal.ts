import {
  processTokenResponse,
  refreshRequest,
  tokenRefusal,
  type UserGrant,
} from '../../reference/cloud-api/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import { TokenSource } from '../../reference/token-source.ts';
import { composed, type Mutant } from '../mutant.ts';
import { sendingAgain } from '../wire.ts';
import { withParts } from './composing.ts';
import { asksWith, userToken } from './user-wire.ts';

/** A client that thinks a token lives as long as this says. */
function living(lifetime: (grant: UserGrant) => number): Mutant['make'] {
  return withParts(() => ({
    processTokenResponse: response => {
      const grant = processTokenResponse(response);
      return { ...grant, lifetimeMs: lifetime(grant) };
    },
  }));
}

/** Obtains a token for each caller that finds none. */
class UnsharedSource extends TokenSource {
  #held: { readonly accessToken: string; readonly until: number } | undefined;

  override async token(now: number, exchange: Parameters<TokenSource['token']>[1]): Promise<string> {
    if (this.#held !== undefined && now < this.#held.until) return this.#held.accessToken;
    const { accessToken, lifetimeMs } = await exchange();
    this.#held = { accessToken, until: now + 0.9 * lifetimeMs };
    return accessToken;
  }

  override discard(accessToken: string): void {
    if (this.#held?.accessToken === accessToken) this.#held = undefined;
  }
}

/** Clients that are wrong about how long a user's token lives, or how the next one comes. */
export const renewalMutants: readonly Mutant[] = [
  {
    name: 'user-token-fixed-life',
    wrong: 'Keeps every token for an hour, whatever expires_in says.',
    fault: 11,
    breaks: ['CAP-19'],
    make: living(({ lifetimeMs }) => (Number.isFinite(lifetimeMs) ? 3_600_000 : lifetimeMs)),
  },
  {
    name: 'user-token-short-life',
    wrong: 'Lets a token go after five minutes where expires_in is left out.',
    breaks: ['CAP-19'],
    make: living(({ lifetimeMs }) =>
      Math.min(lifetimeMs, Number.isFinite(lifetimeMs) ? lifetimeMs : 300_000),
    ),
  },
  {
    name: 'user-token-to-its-end',
    wrong: 'Renews a token when it is dead.',
    fault: 11,
    breaks: ['CAP-19'],
    make: withParts(() => ({ newTokenSource: () => new TokenSource(() => 0) })),
  },
  {
    name: 'user-token-renewed-each-time',
    wrong: 'Renews its token for every call.',
    fault: 11,
    breaks: ['CAP-19'],
    make: living(({ lifetimeMs, refreshToken }) => (refreshToken === undefined ? lifetimeMs : 0)),
  },
  {
    name: 'renewal-not-shared',
    wrong: 'Renews its token for each of the calls that need one at the same time.',
    fault: 11,
    breaks: ['CAP-19'],
    make: withParts(() => ({
      newTokenSource: margin => (margin === undefined ? new TokenSource() : new UnsharedSource(margin)),
    })),
  },
  {
    name: 'refresh-token-forgotten',
    wrong: 'Forgets its refresh token when the next answer holds none.',
    fault: 11,
    breaks: ['CAP-19'],
    make: withParts(() => {
      let renewing = false;
      return {
        refreshRequest: input => {
          renewing = true;
          return refreshRequest(input);
        },
        processTokenResponse: response => {
          const grant = processTokenResponse(response);
          const refreshToken = grant.refreshToken ?? (renewing ? '' : undefined);
          renewing = false;
          return { ...grant, refreshToken };
        },
      };
    }),
  },
  {
    name: 'refresh-token-not-replaced',
    wrong: 'Keeps its first refresh token, whatever the next answers hold.',
    fault: 11,
    breaks: ['CAP-19'],
    make: withParts(() => {
      const first = new Map<string, string>();
      return {
        refreshRequest: input => {
          const application = input.authentication.headers.authorization ?? '';
          const refreshToken = first.get(application) ?? input.refreshToken;
          first.set(application, refreshToken);
          return refreshRequest({ ...input, refreshToken });
        },
      };
    }),
  },
  {
    name: 'refused-token-kept',
    wrong: 'Does not renew a token that was refused ahead of its time.',
    fault: 11,
    breaks: ['CAP-19'],
    make: withParts(() => ({ refusesToken: () => false })),
  },
  {
    name: 'user-call-hammers',
    wrong: 'Sends a refused call of a user again and again.',
    fault: 5,
    breaks: ['CAP-19'],
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => status === 401 && userToken(request) !== undefined),
    })),
  },
  {
    name: 'refresh-hammers',
    wrong: 'Asks for the next token again and again while it is refused.',
    breaks: ['CAP-19'],
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => status === 400 && asksWith('refresh_token', request)),
    })),
  },
  {
    name: 'withdrawn-consent-not-told',
    wrong: 'Tells a refused refresh token as something that failed, and not what.',
    breaks: ['CAP-19'],
    make: withParts(() => {
      let renewing = false;
      return {
        refreshRequest: input => {
          renewing = true;
          return refreshRequest(input);
        },
        tokenRefusal: response => {
          const refreshing = renewing;
          renewing = false;
          return refreshing ? new ClientFailure('other', 'Something went wrong.') : tokenRefusal(response);
        },
      };
    }),
  },
];
