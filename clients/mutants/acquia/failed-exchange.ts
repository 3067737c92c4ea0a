import { callWithToken } from '../../reference/acquia/client-credentials.ts';
import { processTokenResponse, type TokenIdentity } from '../../reference/acquia/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpResponse } from '../../reference/http.ts';
import type { Grant } from '../../reference/token-source.ts';
import { composed, isJson, type Mutant, type Told, telling } from '../mutant.ts';
import { Grudge } from '../token-sources.ts';
import { sendingAgain, tokenOf } from '../wire.ts';

/** Clients that are wrong about what to do, or to tell, when an exchange fails, or whose token it yields. */
export const failedExchangeMutants: readonly Mutant[] = [
  {
    name: 'failed-exchange-swallowed',
    wrong: 'Tells of success when it could obtain no token.',
    fault: 7,
    breaks: ['ACQ-04'],
    make: telling(outcome => (outcome.outcome === 'rejected' ? silence : outcome)),
  },
  {
    name: 'bearer-undefined',
    wrong: 'Goes on without a token when the exchange fails.',
    fault: 7,
    breaks: ['ACQ-04'],
    make: exchanging((read, response, identity) => {
      try {
        return read(response, identity);
      } catch {
        return { accessToken: 'undefined', lifetimeMs: 300_000 };
      }
    }),
  },
  {
    name: 'calls-anonymously',
    wrong: 'Makes the call all the same when the exchange fails, before it tells of the failure.',
    fault: 7,
    breaks: ['ACQ-04'],
    make: composed(() => ({
      callWithToken: async (request, tokens, send) => {
        await tokens.current().catch(async error => {
          await send(request);
          throw error;
        });
        return callWithToken(request, tokens, send);
      },
    })),
  },
  {
    name: 'trips-over-second-generation',
    wrong: 'Breaks down over an error body without the member "error".',
    fault: 8,
    breaks: ['ACQ-04'],
    make: exchanging((read, response, identity) => {
      const known = response.status < 400 || !response.body.includes('errorCode');
      if (known) return read(response, identity);
      throw new ClientFailure('other', "Cannot read properties of undefined (reading 'replace')");
    }),
  },
  {
    name: 'unhelpful-error',
    wrong: 'Says that something went wrong, and no more.',
    fault: 7,
    breaks: ['ACQ-04'],
    make: exchanging((read, response, identity) => {
      if (response.status < 400 || response.status >= 500) return read(response, identity);
      throw new ClientFailure('authentication', 'Something went wrong.', { status: response.status });
    }),
  },
  {
    name: 'html-in-json-parser',
    wrong: 'Feeds every answer of the token endpoint to a JSON parser and tells of its complaint.',
    fault: 9,
    breaks: ['ACQ-04'],
    make: exchanging((read, response, identity) => {
      if (isJson(String(response.body))) return read(response, identity);
      throw new ClientFailure('malformed-response', 'Unexpected token < in JSON at position 0');
    }),
  },
  {
    name: 'repeats-refused-exchange',
    wrong: 'Repeats an exchange that was refused.',
    fault: 11,
    breaks: ['ACQ-04'],
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => status === 400 && tokenOf(request) === undefined),
    })),
  },
  {
    name: 'remembers-refusal',
    wrong: 'Remembers of a key that it was refused once.',
    fault: 7,
    breaks: ['ACQ-04'],
    make: composed(() => ({
      cacheKey: ({ apiSecret: _, ...rest }) => rest,
      newTokenSource: () => new Grudge(),
    })),
  },
  {
    name: 'cache-without-key',
    wrong: 'Keeps one token for all API keys.',
    fault: 2,
    breaks: ['ACQ-04'],
    make: composed(() => ({ cacheKey: ({ apiKey: _key, apiSecret: _secret, ...rest }) => rest })),
  },
  {
    name: 'secret-in-message',
    wrong: 'Quotes the secret when the exchange fails.',
    breaks: ['ACQ-05'],
    make: exchanging((read, response, identity) => {
      try {
        return read(response, identity);
      } catch (error) {
        const { reason, message, status, code } = error as ClientFailure;
        const known = {
          ...(status === undefined ? {} : { status }),
          ...(code === undefined ? {} : { code }),
        };
        throw new ClientFailure(reason, `${message} The secret was ${identity.apiSecret}.`, known);
      }
    }),
  },
  {
    name: 'hammers-failing-token-endpoint',
    wrong: 'Repeats an exchange at once, again and again, while the server fails.',
    fault: 11,
    breaks: ['ACQ-04'],
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => status >= 500 && tokenOf(request) === undefined),
    })),
  },
];

const silence: Told = { outcome: 'response', status: 200, headers: {}, body: '' };

type Reader = typeof processTokenResponse;

/** A client that reads the answers of the token endpoint in another way. */
function exchanging(
  read: (proper: Reader, response: HttpResponse, identity: TokenIdentity) => Grant,
): Mutant['make'] {
  return composed(() => ({
    processTokenResponse: (response, identity) => read(processTokenResponse, response, identity),
  }));
}
