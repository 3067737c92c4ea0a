import { errorDetails, refusal } from '../../reference/cloud-api/refusal.ts';
import { isJson, type Mutant, telling } from '../mutant.ts';
import { malformed } from './answers.ts';
import { failing, withParts } from './composing.ts';

/** The reference client, whose reader of errors cannot make anything of some bodies. */
function stumbling(over: (body: string) => boolean): Mutant['make'] {
  return withParts(() => ({
    errorDetails: body => {
      if (over(String(body))) throw malformed('an error without its form');
      return errorDetails(body);
    },
  }));
}

function errorOf(body: string): unknown {
  return isJson(body) ? (JSON.parse(body) as { error?: unknown } | null)?.error : undefined;
}

/** Clients that make something else of failures than the platform has said. */
export const errorMutants: readonly Mutant[] = [
  {
    name: 'cap-errors-are-json',
    wrong: 'Cannot make anything of an error that is not JSON.',
    fault: 7,
    breaks: ['CAP-32'],
    make: stumbling(body => !isJson(body)),
  },
  {
    name: 'cap-error-empty',
    wrong: 'Cannot make anything of an error without a body.',
    fault: 7,
    breaks: ['CAP-32'],
    make: stumbling(body => body === ''),
  },
  {
    name: 'cap-error-flat',
    wrong: 'Cannot make anything of an error that is a text.',
    fault: 7,
    breaks: ['CAP-32'],
    make: stumbling(body => typeof errorOf(body) === 'string'),
  },
  {
    name: 'cap-error-null',
    wrong: 'Cannot make anything of an error that is null.',
    fault: 7,
    breaks: ['CAP-32'],
    make: stumbling(body => errorOf(body) === null),
  },
  {
    name: 'cap-error-list',
    wrong: 'Cannot make anything of a list.',
    fault: 7,
    breaks: ['CAP-32'],
    make: stumbling(body => body.startsWith('[')),
  },
  {
    name: 'cap-error-members-known',
    wrong: 'Cannot make anything of an error with members that it does not know.',
    fault: 13,
    breaks: ['CAP-32'],
    make: stumbling(body => body.includes('"trace"')),
  },
  {
    name: 'cap-error-needs-message',
    wrong: 'Cannot make anything of an error without a message.',
    fault: 7,
    breaks: ['CAP-32'],
    make: stumbling(body => {
      const error = errorOf(body);
      return typeof error === 'object' && error !== null && !('message' in error);
    }),
  },
  {
    name: 'cap-problem-unread',
    wrong: 'Cannot make anything of problem details.',
    fault: 7,
    breaks: ['CAP-32'],
    make: stumbling(body => body.includes('/problems/')),
  },
  {
    name: 'cap-code-from-message',
    wrong: 'Goes by the message, not by the code.',
    fault: 7,
    breaks: ['CAP-32'],
    make: withParts(() => ({
      errorDetails: body => {
        const details = errorDetails(body);
        const code = /^\w+(?=:)/.exec(details.message ?? '')?.[0];
        return { ...details, code: code ?? details.code };
      },
    })),
  },
  {
    name: 'cap-codes-known',
    wrong: 'Tells of codes that it knows, and of no others.',
    fault: 7,
    breaks: ['CAP-32'],
    make: withParts(() => ({
      errorDetails: body => {
        const { code, message } = errorDetails(body);
        return { message, code: code?.startsWith('quota') === true ? 'unknown' : code };
      },
    })),
  },
  {
    name: 'cap-no-codes',
    wrong: 'Tells of no code at all.',
    fault: 7,
    breaks: ['CAP-32'],
    make: failing(({ code: _, ...outcome }) => outcome),
  },
  {
    name: 'cap-forbidden-blurred',
    wrong: 'Tells of a missing permission by its code alone.',
    fault: 7,
    breaks: ['CAP-32'],
    make: failing(({ status, ...outcome }) =>
      status === 403 ? { ...outcome, reason: 'other' } : { ...outcome, ...(status && { status }) },
    ),
  },
  {
    name: 'cap-conflict-without-status',
    wrong: 'Tells of a conflict by its code alone.',
    fault: 7,
    breaks: ['CAP-32'],
    make: failing(({ status, ...outcome }) =>
      status === 409 ? outcome : { ...outcome, ...(status && { status }) },
    ),
  },
  {
    name: 'cap-status-of-unprocessable-lost',
    wrong: 'Tells of a wrong field as of a malformed request.',
    fault: 7,
    breaks: ['CAP-32'],
    make: withParts(() => ({
      refusal: (what, response, details) =>
        refusal(what, response.status === 422 ? { ...response, status: 400 } : response, details),
    })),
  },
  {
    name: 'cap-responses-are-json',
    wrong: 'Tells of a failure that is not JSON as of a malformed answer.',
    fault: 7,
    breaks: ['CAP-32'],
    make: telling(outcome =>
      outcome.outcome === 'response' && outcome.status >= 400 && !isJson(outcome.body ?? '')
        ? { outcome: 'rejected', reason: 'malformed-response', message: 'The answer is not JSON.' }
        : outcome,
    ),
  },
  {
    name: 'cap-error-text-unread',
    wrong: 'Tells of a failure whose error is a text as of a malformed answer.',
    fault: 7,
    breaks: ['CAP-32'],
    make: telling(outcome =>
      outcome.outcome === 'response' && typeof errorOf(outcome.body ?? '') === 'string'
        ? { outcome: 'rejected', reason: 'malformed-response', message: 'The error has no code.' }
        : outcome,
    ),
  },
  {
    name: 'cap-missing-is-nothing',
    wrong: 'Hands over nothing, successfully, where there is nothing.',
    breaks: ['CAP-32', 'CAP-33'],
    because: 'a 404 of the platform and one out of the blue are the same to it',
    make: telling(outcome =>
      outcome.outcome === 'response' && outcome.status === 404
        ? { ...outcome, status: 200, body: 'null' }
        : outcome,
    ),
  },
];
