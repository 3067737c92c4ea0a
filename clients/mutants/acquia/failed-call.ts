import type { ResponseOutcome } from '../../../src/protocol/index.ts';
import { composed, isJson, type Mutant, type Told, telling } from '../mutant.ts';
import { onCalls, sendingAgain, succeeding, tokenOf, transport } from '../wire.ts';

/** Clients that are wrong about what to do, or to tell, when a call fails. */
export const failedCallMutants: readonly Mutant[] = [
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

const lost: Told = { outcome: 'rejected', reason: 'network', message: 'The connection was lost.' };

/** A client whose caller is told something else of an answer. */
function answering(change: (response: ResponseOutcome) => Told): Mutant['make'] {
  return telling(outcome => (outcome.outcome === 'response' ? change(outcome) : outcome));
}
