import type { ResponseOutcome } from '../../src/protocol/index.ts';
import { callWithToken } from '../reference/acquia/client-credentials.ts';
import { processTokenResponse, type TokenIdentity } from '../reference/acquia/token-endpoint.ts';
import { ClientFailure } from '../reference/failure.ts';
import type { HttpResponse } from '../reference/http.ts';
import { type Grant, TokenSource } from '../reference/token-source.ts';
import { composed, type Mutant, type Told, telling } from './mutant.ts';
import { onCalls, sendingAgain, succeeding, tokenOf, transport } from './wire.ts';

/** Clients that tell their caller something else than what went wrong, or nothing. */
export const failureMutants: readonly Mutant[] = [
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
    name: 'token-in-message',
    wrong: 'Quotes the headers of its request when a call is refused.',
    breaks: ['ACQ-05'],
    make: () => {
      let token = '';
      const http = onCalls((request, carried) => {
        token = carried;
        return request;
      });
      const tell = ({ status, body }: ResponseOutcome): Told => ({
        outcome: 'rejected',
        reason: 'operation-failed',
        status,
        message: `${body} in answer to Authorization: Bearer ${token}`,
      });
      const retold = (outcome: Told) =>
        outcome.outcome === 'response' && outcome.status >= 400 ? tell(outcome) : outcome;
      return telling(retold, () => ({ http }))();
    },
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
  {
    name: 'hammers-failing-api',
    wrong: 'Repeats a call at once, again and again, while the server fails.',
    breaks: ['ACQ-05'],
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => status >= 500 && tokenOf(request) !== undefined),
    })),
  },
  {
    name: 'hammers-refusal',
    wrong: 'Repeats a call at once, again and again, when it is refused without a word.',
    breaks: ['ACQ-05'],
    make: composed(() => ({
      http: sendingAgain(
        ({ status, body }, request) => status === 403 && body.length === 0 && tokenOf(request) !== undefined,
      ),
    })),
  },
  {
    name: 'every-answer-is-json',
    wrong: 'Feeds every answer of the API to a JSON parser and tells of its complaint.',
    fault: 9,
    breaks: ['ACQ-05'],
    make: answering(response =>
      isJson(response.body ?? '')
        ? response
        : { outcome: 'rejected', reason: 'malformed-response', message: 'Unexpected end of JSON input' },
    ),
  },
  {
    name: 'empty-is-success',
    wrong: 'Takes an answer without a body for a success.',
    fault: 9,
    breaks: ['ACQ-05'],
    make: answering(response => (response.body === '' ? { ...response, status: 200 } : response)),
  },
  {
    name: 'object-object',
    wrong: 'Shows a message that is an object as "[object Object]".',
    fault: 9,
    breaks: ['ACQ-05'],
    make: answering(response => {
      const { status, body = '' } = response;
      if (status < 400 || !isJson(body)) return response;
      const { message } = JSON.parse(body);
      return { outcome: 'rejected', reason: 'operation-failed', message: String(message), status };
    }),
  },
  {
    name: 'failing-server-as-network',
    wrong: 'Tells of a broken connection when the server failed.',
    fault: 9,
    breaks: ['ACQ-05'],
    make: answering(response => (response.status >= 500 ? lost : response)),
  },
  {
    name: 'rate-limit-as-network',
    wrong: 'Tells of a broken connection when the rate is limited.',
    breaks: ['ACQ-05'],
    make: answering(response => (response.status === 429 ? lost : response)),
  },
  {
    name: 'hammers-rate-limit',
    wrong: 'Repeats at once what was refused for its rate.',
    breaks: ['ACQ-05'],
    make: composed(() => ({ http: sendingAgain(({ status }) => status === 429) })),
  },
  {
    name: 'refused-call-as-success',
    wrong: 'Tells of success when a call was refused for what it says.',
    fault: 7,
    breaks: ['ACQ-05'],
    make: composed(() => ({
      http: transport(async (request, send) => {
        const response = await send(request);
        return tokenOf(request) !== undefined && response.status === 400 ? succeeding(response) : response;
      }),
    })),
  },
];

const silence: Told = { outcome: 'response', status: 200, headers: {}, body: '' };
const lost: Told = { outcome: 'rejected', reason: 'network', message: 'The connection was lost.' };

type Reader = typeof processTokenResponse;

/** A client that reads the answers of the token endpoint in another way. */
function exchanging(
  read: (proper: Reader, response: HttpResponse, identity: TokenIdentity) => Grant,
): Mutant['make'] {
  return composed(() => ({
    processTokenResponse: (response, identity) => read(processTokenResponse, response, identity),
  }));
}

/** A client whose caller is told something else of an answer. */
function answering(change: (response: ResponseOutcome) => Told): Mutant['make'] {
  return telling(outcome => (outcome.outcome === 'response' ? change(outcome) : outcome));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Keeps a failure for ever. */
class Grudge extends TokenSource {
  #failure: unknown;

  override async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      return await super.token(now, exchange);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}
