import { callOnce, callWithToken, refusesToken } from '../../reference/acquia/client-credentials.ts';
import { processTokenResponse, type TokenIdentity } from '../../reference/acquia/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpResponse } from '../../reference/http.ts';
import { type Grant, TokenSource } from '../../reference/token-source.ts';
import { composed, type Mutant } from '../mutant.ts';
import { EachForItself, SharesTheFirst, SlidingSource } from '../token-sources.ts';

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
  {
    name: 'renewals-not-shared',
    wrong: 'Shares the first exchange, and lets every call that finds its token too old make one of its own.',
    fault: 11,
    breaks: ['ACQ-07'],
    make: composed(() => ({ newTokenSource: () => new SharesTheFirst() })),
  },
  {
    name: 'renews-on-401-only',
    wrong: 'Takes a refused token for one when the status is 401, which this platform does not answer.',
    fault: 3,
    breaks: ['ACQ-07'],
    make: composed(() => ({ callWithToken: repeating(1, ({ status }) => status === 401) })),
  },
  {
    name: 'renews-without-end',
    wrong: 'Obtains a new token and repeats the call as often as the platform refuses it.',
    fault: 3,
    breaks: ['ACQ-07'],
    make: composed(() => ({ callWithToken: repeating(20, refusesToken) })),
  },
  {
    name: 'keeps-refused-token',
    wrong: 'Repeats a refused call with the same token.',
    fault: 7,
    breaks: ['ACQ-07'],
    make: composed(() => ({
      callWithToken: (request, tokens, send) =>
        repeating(20, refusesToken)(request, { ...tokens, discard: () => {} }, send),
    })),
  },
  {
    name: 'changes-made-twice',
    wrong: 'Sends a call once more after it has repeated it with a new token.',
    fault: 14,
    breaks: ['ACQ-07'],
    make: composed(() => ({
      callWithToken: async (request, tokens, send) => {
        const first = await callOnce(request, await tokens.current(), send);
        if (!refusesToken(first)) return first;
        tokens.discard(await tokens.current());
        await callOnce(request, await tokens.current(), send);
        return callOnce(request, await tokens.current(), send);
      },
    })),
  },
  {
    name: 'repeats-without-body',
    wrong: 'Repeats a refused call without the body, which has been read by then.',
    fault: 14,
    breaks: ['ACQ-07'],
    make: composed(() => ({
      callWithToken: async (request, tokens, send) => {
        let sent = false;
        return callWithToken(request, tokens, hop => {
          const again = sent;
          sent = true;
          return send(again ? { ...hop, body: undefined } : hop);
        });
      },
    })),
  },
  {
    name: 'returns-first-answer',
    wrong: 'Repeats a refused call with a new token, and hands the refusal to its caller.',
    fault: 3,
    breaks: ['ACQ-07'],
    make: composed(() => ({
      callWithToken: async (request, tokens, send) => {
        let first: HttpResponse | undefined;
        const last = await callWithToken(request, tokens, async hop => {
          const response = await send(hop);
          first ??= response;
          return response;
        });
        return refusesToken(first!) ? first! : last;
      },
    })),
  },
  {
    name: 'hides-refusal',
    wrong: 'Tells of a broken connection where a token was refused.',
    fault: 3,
    breaks: ['ACQ-07'],
    make: composed(() => ({
      callWithToken: async (request, tokens, send) => {
        const response = await callOnce(request, await tokens.current(), send);
        if (refusesToken(response)) throw new ClientFailure('network', 'The connection was lost.');
        return response;
      },
    })),
  },
];

/** Calls, and calls again with a new token as long as the answer is a refusal, so many times. */
function repeating(times: number, isRefusal: (response: HttpResponse) => boolean): typeof callWithToken {
  return async (request, tokens, send) => {
    for (let left = times; ; left--) {
      const token = await tokens.current();
      const response = await callOnce(request, token, send);
      if (left === 0 || !isRefusal(response)) return response;
      tokens.discard(token);
    }
  };
}

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
