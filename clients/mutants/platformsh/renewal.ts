import { callOnce, callRenewing } from '../../reference/bearer.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpResponse } from '../../reference/http.ts';
import { isStepUp } from '../../reference/platformsh/refusal.ts';
import { processTokenResponse } from '../../reference/platformsh/token-endpoint.ts';
import { type Grant, TokenSource } from '../../reference/token-source.ts';
import type { Mutant } from '../mutant.ts';
import { EachForItself, SharesTheFirst, SlidingSource } from '../token-sources.ts';
import { sendingAgain, tokenOf } from '../wire.ts';
import { withParts } from './composing.ts';

type Call = typeof callRenewing;

/** Reads the answer as the reference client does, but believes another lifetime. */
const living = (name: string, wrong: string, seconds: (grant: Grant) => number, fault?: number): Mutant => ({
  name,
  wrong,
  ...(fault === undefined ? {} : { fault }),
  breaks: ['PSH-01'],
  make: withParts(() => ({
    processTokenResponse: response => {
      const grant = processTokenResponse(response);
      return { ...grant, lifetimeMs: 1000 * seconds(grant) };
    },
  })),
});

/** Keeps its tokens in another way. */
const keeping = (name: string, wrong: string, newTokenSource: () => TokenSource): Mutant => ({
  name,
  wrong,
  breaks: ['PSH-01'],
  make: withParts(() => ({ newTokenSource })),
});

/** Does something else when a call is refused. */
const calling = (name: string, wrong: string, callWithToken: Call, fault?: number): Mutant => ({
  name,
  wrong,
  ...(fault === undefined ? {} : { fault }),
  breaks: ['PSH-01'],
  make: withParts(() => ({ callWithToken })),
});

/** Clients that are wrong about how long a token lives, or what to do when one is refused. */
export const renewalMutants: readonly Mutant[] = [
  living('psh-never-renews', 'Keeps its token until the platform refuses it.', () => Infinity, 1),
  living('psh-fixed-lifetime', 'Keeps every token for 900 seconds, whatever expires_in says.', () => 900),
  living(
    'psh-life-from-jwt',
    'Reads the end of a token out of its exp claim, and of nothing else.',
    lifeInJwt,
  ),
  living('psh-milliseconds', 'Takes expires_in for milliseconds.', ({ lifetimeMs }) => lifetimeMs / 1e6),
  keeping('psh-sliding-lifetime', 'Counts the life of a token from its last use.', () => new SlidingSource()),
  keeping('psh-no-margin', 'Uses a token to the last moment of its life.', () => new TokenSource(() => 0)),
  keeping('psh-token-per-call', 'Obtains a token for every call.', () => new TokenSource(life => life)),
  keeping(
    'psh-no-single-flight',
    'Lets every call that finds no token make an exchange of its own.',
    () => new EachForItself(),
  ),
  keeping(
    'psh-renewals-not-shared',
    'Shares the first exchange, and lets every call that finds its token too old make one of its own.',
    () => new SharesTheFirst(),
  ),
  calling(
    'psh-raises-401',
    'Hands a refused token to its caller, though it says that it replaces one.',
    async (request, tokens, send) => callOnce(request, await tokens.current(), send),
    1,
  ),
  {
    name: 'psh-trusts-its-clock',
    wrong: 'Uses a token to its last moment by its own clock, and hands over a refusal that comes before.',
    fault: 9,
    breaks: ['PSH-01'],
    make: withParts(() => ({
      newTokenSource: () => new TokenSource(() => 0),
      callWithToken: async (request, tokens, send) => callOnce(request, await tokens.current(), send),
    })),
  },
  calling(
    'psh-dead-token-thrice',
    'Sends a refused token twice more.',
    async (request, tokens, send, refuses) => {
      const token = await tokens.current();
      let response = await callOnce(request, token, send);
      for (let again = 0; again < 2 && refuses(response); again++)
        response = await callOnce(request, token, send);
      return response;
    },
    2,
  ),
  calling(
    'psh-repeats-with-old-token',
    'Obtains a new token after a refusal, and repeats the call with the old one.',
    async (request, tokens, send, refuses) => {
      const token = await tokens.current();
      const response = await callOnce(request, token, send);
      if (!refuses(response)) return response;
      tokens.discard(token);
      await tokens.current();
      return callOnce(request, token, send);
    },
    5,
  ),
  calling(
    'psh-renews-without-end',
    'Obtains a new token and repeats the call as often as the platform refuses it.',
    repeating(20),
  ),
  calling('psh-renews-twice', 'Obtains two new tokens, and repeats the call with each.', repeating(2)),
  calling(
    'psh-changes-made-twice',
    'Sends a call once more after it has repeated it with a new token.',
    async (request, tokens, send, refuses) => {
      const first = await callOnce(request, await tokens.current(), send);
      if (!refuses(first)) return first;
      tokens.discard(await tokens.current());
      await callOnce(request, await tokens.current(), send);
      return callOnce(request, await tokens.current(), send);
    },
  ),
  calling(
    'psh-repeats-without-body',
    'Repeats a refused call without the body, which has been read by then.',
    (request, tokens, send, refuses) => {
      let sent = false;
      const once: typeof send = hop => {
        const again = sent;
        sent = true;
        return send(again ? { ...hop, body: undefined } : hop);
      };
      return callRenewing(request, tokens, once, refuses);
    },
  ),
  calling(
    'psh-returns-first-answer',
    'Repeats a refused call with a new token, and hands the refusal to its caller.',
    async (request, tokens, send, refuses) => {
      let first: HttpResponse | undefined;
      const noting: typeof send = async hop => {
        const response = await send(hop);
        first ??= response;
        return response;
      };
      const last = await callRenewing(request, tokens, noting, refuses);
      return refuses(first!) ? first! : last;
    },
  ),
  calling(
    'psh-hides-refusal',
    'Tells of a broken connection where a token was refused.',
    async (request, tokens, send, refuses) => {
      const response = await callOnce(request, await tokens.current(), send);
      if (refuses(response)) throw new ClientFailure('network', 'The connection was lost.');
      return response;
    },
  ),
  {
    name: 'psh-step-up-by-new-tokens',
    wrong: 'Answers the wish for a fresh sign-in by one new token after the other.',
    breaks: ['PSH-01'],
    make: withParts(() => ({ callWithToken: repeating(20), refusesToken: ({ status }) => status === 401 })),
  },
  calling(
    'psh-step-up-untold',
    'Says of a wish for a fresh sign-in that the token is no good.',
    async (request, tokens, send, refuses) => {
      const response = await callRenewing(request, tokens, send, refuses);
      if (!isStepUp(response)) return response;
      throw new ClientFailure('authentication', 'The access token is invalid.', { status: 401 });
    },
  ),
  calling(
    'psh-step-up-as-timeout',
    'Waits for a fresh sign-in that nobody makes.',
    async (request, tokens, send, refuses) => {
      const response = await callRenewing(request, tokens, send, refuses);
      if (!isStepUp(response)) return response;
      throw new ClientFailure('timeout', 'Nobody has met insufficient_user_authentication.');
    },
  ),
  calling(
    'psh-new-token-for-failing-api',
    'Obtains a new token where the server failed.',
    (request, tokens, send, refuses) =>
      callRenewing(request, tokens, send, response => refuses(response) || response.status >= 500),
  ),
  calling(
    'psh-failing-api-as-network',
    'Tells of a broken connection where a failing server answered with a page.',
    async (request, tokens, send, refuses) => {
      const response = await callRenewing(request, tokens, send, refuses);
      if (response.status < 500 || !response.headers['content-type']?.includes('html')) return response;
      throw new ClientFailure('network', 'The connection was lost.');
    },
  ),
  {
    name: 'psh-hammers-failing-api',
    wrong: 'Repeats a call at once, again and again, while the server fails.',
    breaks: ['PSH-01'],
    make: withParts(
      () => ({}),
      () => sendingAgain(({ status }, request) => status >= 500 && tokenOf(request) !== undefined),
    ),
  },
];

/** Calls, and calls again with a new token as long as the answer is a refusal, so many times. */
function repeating(times: number): Call {
  return async (request, tokens, send, refuses) => {
    for (let left = times; ; left--) {
      const token = await tokens.current();
      const response = await callOnce(request, token, send);
      if (left === 0 || !refuses(response)) return response;
      tokens.discard(token);
    }
  };
}

function lifeInJwt({ accessToken }: Grant): number {
  const claims = accessToken.split('.')[1];
  if (claims === undefined) return Infinity;
  const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return exp - iat;
}
