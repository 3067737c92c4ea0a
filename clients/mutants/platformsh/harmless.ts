import { callOnce, callRenewing } from '../../reference/bearer.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import { processTokenResponse } from '../../reference/platformsh/token-endpoint.ts';
import { TokenSource } from '../../reference/token-source.ts';
import { declaring, thrown } from '../composing.ts';
import { telling, type Variant } from '../mutant.ts';
import { onCalls, sendingAgain, tokenOf, withForm, withHeaders, withoutHeader } from '../wire.ts';
import { withParts } from './composing.ts';
import { asking } from './token-request.ts';

/** The token request as the CLI writes it (b2). */
const asCli =
  (client: string, secret?: string) =>
  (request: HttpRequest): HttpRequest =>
    withForm(withoutHeader(request, 'authorization'), form => {
      form.set('client_id', client);
      if (secret !== undefined) form.set('client_secret', secret);
    });

/** Calls once, and leaves a refusal to its caller. */
const once: typeof callRenewing = async (request, tokens, send) =>
  callOnce(request, await tokens.current(), send);

/** A redirect without its Location is none to follow. */
const stayingWhereItIs: typeof callRenewing = (request, tokens, send, refuses) => {
  let redirect: HttpResponse | undefined;
  const own: typeof send = async hop => {
    if (tokenOf(hop) === undefined) return { ...redirect!, headers: {} };
    redirect = await send(hop);
    return redirect;
  };
  return callRenewing(request, tokens, own, refuses);
};

/** Right clients of Platform.sh, of another style. The suite must fail none of them. */
export const tokenVariants: readonly Variant[] = [
  {
    name: 'psh-as-cli',
    differs: 'Names itself in the form, with an empty secret, as the CLI does.',
    make: asking(() => asCli('upsun-cli', '')),
  },
  {
    name: 'psh-as-old-cli',
    differs: 'Names itself in the form, without a secret.',
    make: asking(() => asCli('platform-cli')),
  },
  {
    name: 'psh-as-javascript-client',
    differs: 'Sends the token request as JSON, in the name of the CLI, as the JavaScript client does.',
    make: asking(() => request => ({
      ...withHeaders(request, {
        authorization: `Basic ${Buffer.from('platform-cli:').toString('base64')}`,
        'content-type': 'application/json',
      }),
      body: Buffer.from(JSON.stringify(Object.fromEntries(new URLSearchParams(String(request.body))))),
    })),
  },
  {
    name: 'psh-copies-token-type',
    differs: 'Writes the scheme as the token type is written, in lower case.',
    make: withParts(
      () => ({}),
      () => onCalls((request, token) => withHeaders(request, { authorization: `bearer ${token}` })),
    ),
  },
  {
    name: 'psh-throws-refusals',
    differs: 'Throws for every answer that is no success, and quotes the platform.',
    make: telling(thrown),
  },
  {
    name: 'psh-recovers-by-401',
    differs: 'Renews no access token ahead of its end, and replaces one that is refused.',
    make: declaring('platformsh', ['renewal'], () => ({
      platformsh: {
        processTokenResponse: (response: HttpResponse) => ({
          ...processTokenResponse(response),
          lifetimeMs: Infinity,
        }),
      },
    })),
  },
  {
    name: 'psh-uses-tokens-to-the-end',
    differs:
      'Uses an access token to its last second, as the CLI does, and recovers where that was too long.',
    make: declaring('platformsh', ['renewal'], () => ({
      platformsh: { newTokenSource: () => new TokenSource(() => 0) },
    })),
  },
  {
    name: 'psh-leaves-renewal-to-its-caller',
    differs: 'Does not repeat a call whose token was refused, and says so.',
    make: declaring('platformsh', ['reauthenticates'], () => ({ platformsh: { callWithToken: once } })),
  },
  {
    name: 'psh-keeps-no-token',
    differs: 'Obtains a token for every call, as a script does, and declares no more than that.',
    make: declaring('platformsh', ['reauthenticates', 'renewal', 'concurrent', 'logout'], () => ({
      platformsh: {
        newTokenSource: () => new TokenSource(lifetimeMs => lifetimeMs),
        callWithToken: once,
      },
    })),
  },
  {
    name: 'psh-tries-a-new-token-for-step-up',
    differs: 'Takes every 401 for a token that is dead, and repeats the call once with a new one.',
    make: withParts(() => ({ refusesToken: ({ status }) => status === 401 })),
  },
  {
    name: 'psh-renews-in-good-time',
    differs: 'Renews a minute ahead, or at half the life of a shorter one.',
    make: withParts(() => ({ newTokenSource: () => new TokenSource(life => Math.min(60_000, life / 2)) })),
  },
  {
    name: 'psh-shares-nothing',
    differs: 'Keeps a token for each session.',
    make: withParts(() => {
      let sessions = 0;
      return { sessionKey: identity => ({ ...identity, session: String(++sessions) }) };
    }),
  },
  {
    name: 'psh-repeats-once',
    differs: 'Repeats once what failed for a passing reason, as it was allowed to.',
    make: withParts(
      () => ({}),
      () => sendingAgain(({ status }, request) => status >= 500 && tokenOf(request) !== undefined, 2),
    ),
  },
  {
    name: 'psh-stays-where-it-is',
    differs: 'Follows no redirect, and hands it to its caller.',
    make: withParts(() => ({ callWithToken: stayingWhereItIs })),
  },
];
