import { callRenewing } from '../../reference/bearer.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpResponse } from '../../reference/http.ts';
import { processTokenResponse, tokenRequest } from '../../reference/platformsh/token-endpoint.ts';
import { type Grant, TokenSource } from '../../reference/token-source.ts';
import { isJson, type Mutant, type Told, telling } from '../mutant.ts';
import { sendingAgain, tokenOf } from '../wire.ts';
import { withParts } from './composing.ts';

const isExchange = (request: Parameters<typeof tokenOf>[0]) => tokenOf(request) === undefined;

/** A client that reads the answers of the token endpoint in another way. */
const reading = (
  name: string,
  wrong: string,
  read: (response: HttpResponse) => Grant,
  fault?: number,
): Mutant => ({
  name,
  wrong,
  ...(fault === undefined ? {} : { fault }),
  breaks: ['PSH-01'],
  make: withParts(() => ({ processTokenResponse: read })),
});

/** Says nothing of what the platform said where its answer is such. */
const losing = (name: string, wrong: string, isLost: (response: HttpResponse) => boolean, fault?: number) =>
  reading(
    name,
    wrong,
    response => {
      if (response.status < 400 || response.status >= 500 || !isLost(response))
        return processTokenResponse(response);
      throw new ClientFailure('authentication', 'Something went wrong.', { status: response.status });
    },
    fault,
  );

const silence: Told = { outcome: 'response', status: 200, headers: {}, body: '' };

/** Clients that are wrong about what to do, or to tell, when an exchange fails. */
export const refusedTokenMutants: readonly Mutant[] = [
  reading(
    'psh-bearer-undefined',
    'Goes on without a token when the exchange fails.',
    response => {
      try {
        return processTokenResponse(response);
      } catch {
        return { accessToken: 'undefined', lifetimeMs: 900_000 };
      }
    },
    3,
  ),
  {
    name: 'psh-loops-on-refused-exchange',
    wrong: 'Repeats an exchange that was refused with 401, again and again.',
    fault: 3,
    breaks: ['PSH-01'],
    make: withParts(
      () => ({}),
      () => sendingAgain(({ status }, request) => status === 401 && isExchange(request)),
    ),
  },
  {
    name: 'psh-loops-on-invalid-grant',
    wrong: 'Repeats an exchange that was refused with 400, again and again.',
    fault: 3,
    breaks: ['PSH-01'],
    make: withParts(
      () => ({}),
      () => sendingAgain(({ status }, request) => status === 400 && isExchange(request)),
    ),
  },
  {
    name: 'psh-hammers-token-endpoint',
    wrong: 'Repeats an exchange at once, again and again, while the server fails.',
    breaks: ['PSH-01'],
    make: withParts(
      () => ({}),
      () => sendingAgain(({ status }, request) => status >= 500 && isExchange(request)),
    ),
  },
  {
    name: 'psh-failed-exchange-swallowed',
    wrong: 'Tells of success when it could obtain no token.',
    fault: 3,
    breaks: ['PSH-01'],
    make: telling(outcome =>
      outcome.outcome === 'rejected' && outcome.reason === 'authentication' ? silence : outcome,
    ),
  },
  losing('psh-refusal-untold', 'Says that something went wrong, and no more.', () => true, 6),
  losing(
    'psh-trips-over-new-service',
    'Reads the description of an error in the words of the old service only.',
    ({ status }) => status === 401,
    6,
  ),
  losing(
    'psh-sso-untold',
    'Does not say that a session of Single Sign-On is over.',
    ({ body }) => body.includes('SSO'),
    6,
  ),
  {
    name: 'psh-refusal-as-network',
    wrong: 'Tells of a broken connection when the API token was refused.',
    fault: 6,
    breaks: ['PSH-01'],
    make: telling(outcome =>
      outcome.outcome === 'rejected' && outcome.reason === 'authentication'
        ? { outcome: 'rejected', reason: 'network', message: outcome.message }
        : outcome,
    ),
  },
  {
    name: 'psh-calls-anonymously',
    wrong: 'Makes the call all the same when the exchange fails, before it tells of the failure.',
    fault: 3,
    breaks: ['PSH-01'],
    make: withParts(() => ({
      callWithToken: async (request, tokens, send, refuses) => {
        await tokens.current().catch(async error => {
          await send(request);
          throw error;
        });
        return callRenewing(request, tokens, send, refuses);
      },
    })),
  },
  reading(
    'psh-html-in-json-parser',
    'Feeds every answer of the token endpoint to a JSON parser and tells of its complaint.',
    response => {
      if (isJson(String(response.body))) return processTokenResponse(response);
      throw new ClientFailure('malformed-response', 'Unexpected token < in JSON at position 0');
    },
  ),
  reading(
    'psh-broken-answer-as-refusal',
    'Takes every answer that holds no token for a refusal of the API token.',
    response => {
      try {
        return processTokenResponse(response);
      } catch (error) {
        if (response.status >= 400) throw error;
        throw new ClientFailure('authentication', 'The API token was refused.');
      }
    },
  ),
  {
    name: 'psh-remembers-refusal',
    wrong: 'Remembers of its machine that an API token was refused once.',
    breaks: ['PSH-01'],
    make: withParts(() => {
      const refusals = new Map<string, unknown>();
      let asked = '';
      return {
        tokenRequest: identity => {
          asked = identity.tokenEndpoint;
          if (refusals.has(asked)) throw refusals.get(asked);
          return tokenRequest(identity);
        },
        processTokenResponse: response => {
          try {
            return processTokenResponse(response);
          } catch (error) {
            refusals.set(asked, error);
            throw error;
          }
        },
      };
    }),
  },
  {
    name: 'psh-deleted-token-lives-on',
    wrong: 'Goes on with the access token it has when the next exchange fails, and tells of success.',
    fault: 15,
    breaks: ['PSH-01'],
    make: withParts(() => ({ newTokenSource: () => new Clinging() })),
  },
];

/** Takes the last token for a good one where it can have no new one. */
class Clinging extends TokenSource {
  #last: string | undefined;

  override async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    try {
      this.#last = await super.token(now, exchange);
    } catch (error) {
      if (this.#last === undefined) throw error;
    }
    return this.#last;
  }
}
