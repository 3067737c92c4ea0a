import { isPassing, newIdempotencyKey } from '../../reference/cloud-api/repeating.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import { wrapped } from '../composing.ts';
import { composed, type Mutant, telling } from '../mutant.ts';
import { type SendOne, sendingAgain, tokenOf, transport, withHeaders, withoutHeader } from '../wire.ts';
import { isCreation, posting, withParts } from './composing.ts';

const again = (request: HttpRequest) => `${request.method} ${request.url.href}`;

/** A transport that knows which requests it has sent before, by method and address. */
function remembering(
  change: (request: HttpRequest, before: HttpResponse | undefined, send: SendOne) => Promise<HttpResponse>,
) {
  const answers = new Map<string, HttpResponse>();
  return transport(async (request, send) => {
    const response = await change(request, answers.get(again(request)), send);
    answers.set(again(request), response);
    return response;
  });
}

/** Clients that are wrong about what to try again, and how. */
export const retryMutants: readonly Mutant[] = [
  {
    name: 'cap-creates-twice',
    wrong: 'Repeats what creates something without an idempotency key.',
    fault: 5,
    breaks: ['CAP-05'],
    make: withParts(() => ({ withIdempotencyKey: request => request, mayRepeat: () => true })),
  },
  {
    name: 'cap-creates-twice-after-500',
    wrong: 'Repeats what creates something after 500, without an idempotency key.',
    fault: 5,
    breaks: ['CAP-05'],
    make: composed(() => ({
      http: transport(async (request, send) => {
        const response = await send(request);
        if (!isCreation(request) || response.status !== 500) return response;
        return send(withoutHeader(request, 'idempotency-key'));
      }),
    })),
  },
  {
    name: 'cap-creates-twice-after-loss',
    wrong: 'Repeats what creates something when the answer is lost, without an idempotency key.',
    fault: 5,
    breaks: ['CAP-05'],
    make: composed(() => ({
      http: transport((request, send) =>
        send(request).catch(() => send(withoutHeader(request, 'idempotency-key'))),
      ),
    })),
  },
  {
    name: 'cap-idempotency-key-a-try',
    wrong: 'Makes an idempotency key for each try.',
    fault: 5,
    breaks: ['CAP-05'],
    make: posting(request => withHeaders(request, { 'idempotency-key': newIdempotencyKey() })),
  },
  {
    name: 'cap-idempotency-key-for-all',
    wrong: 'Has one idempotency key for all calls.',
    fault: 5,
    breaks: ['CAP-05'],
    make: () => {
      const key = newIdempotencyKey();
      return posting(request => withHeaders(request, { 'idempotency-key': key }))();
    },
  },
  {
    name: 'cap-repeats-refusals',
    wrong: 'Repeats a call whatever is wrong with it, unless it is the key.',
    fault: 5,
    breaks: ['CAP-33'],
    make: withParts(() => ({ isPassing: ({ status }) => status >= 400 && ![401, 500].includes(status) })),
  },
  ...[400, 403, 404, 422].map(
    (status): Mutant => ({
      name: `cap-repeats-${status}`,
      wrong: `Repeats a call after ${status}.`,
      fault: 5,
      breaks: ['CAP-33'],
      make: withParts(() => ({ isPassing: response => isPassing(response) || response.status === status })),
    }),
  ),
  {
    name: 'cap-repeats-401',
    wrong: 'Tries a refused key once more.',
    fault: 5,
    breaks: ['CAP-33'],
    make: composed(() => ({
      http: sendingAgain(
        ({ status }, request) => status === 401 && tokenOf(request)?.startsWith('sk_') === true,
        2,
      ),
    })),
  },
  {
    name: 'cap-never-repeats',
    wrong: 'Declares that it retries, and does not.',
    fault: 5,
    breaks: ['CAP-31', 'CAP-33'],
    because: 'who never comes back does not come back in time',
    make: withParts(() => ({ isPassing: () => false })),
  },
  {
    name: 'cap-repeats-429-only',
    wrong: 'Repeats a call when the rate is limited, and not when the service is down.',
    fault: 5,
    breaks: ['CAP-31', 'CAP-33'],
    because: 'who never comes back to a service that is down does not come back in time',
    make: withParts(() => ({ isPassing: ({ status }) => status === 429 })),
  },
  {
    name: 'cap-repeats-for-ever',
    wrong: 'Tries again and again.',
    fault: 5,
    breaks: ['CAP-33'],
    make: wrapped(
      client => ({
        'session/open': params =>
          client['session/open']!({ ...params, options: { ...params.options, maxRetries: 30 } }),
      }),
      () => ({ cloudApi: { longestWaitMs: 10_000_000, backoffMs: () => 200 } }),
    ),
  },
  {
    name: 'cap-body-read-once',
    wrong: 'Has no body left for the second try.',
    fault: 5,
    breaks: ['CAP-33'],
    make: () => {
      const http = remembering((request, before, send) =>
        isCreation(request) && before?.status === 503
          ? send({ ...request, body: Buffer.alloc(0) })
          : send(request),
      );
      return composed(() => ({ http }))();
    },
  },
  {
    name: 'cap-first-answer-told',
    wrong: 'Hands over the first answer, though it has a better one.',
    fault: 5,
    breaks: ['CAP-31', 'CAP-33'],
    because: 'every answer that may pass is handed over, whoever said how long to wait',
    make: () => {
      const http = remembering(async (request, before, send) => {
        const response = await send(request);
        const passing = before !== undefined && isPassing(before) && request.method === 'GET';
        return passing && response.status < 300 ? { ...before, headers: {} } : response;
      });
      return composed(() => ({ http }))();
    },
  },
  {
    name: 'cap-giving-up-untold',
    wrong: 'Hands over nothing, successfully, when a service stays down.',
    breaks: ['CAP-33'],
    make: telling(outcome =>
      outcome.outcome === 'response' && outcome.status === 503
        ? { ...outcome, status: 200, body: '' }
        : outcome,
    ),
  },
];
