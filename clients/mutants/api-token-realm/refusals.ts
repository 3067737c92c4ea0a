import { errorDetails, refusal } from '../../reference/api-token-realm/refusal.ts';
import { ClientFailure } from '../../reference/failure.ts';
import { jsonObject } from '../../reference/json.ts';
import { composed, type Mutant, type Told, telling } from '../mutant.ts';
import { sendingAgain } from '../wire.ts';
import { openingWith, remembering, withParts, withToken } from './composing.ts';

const statusOf = (told: Told) => told.status;

/** What a client says that will not even ask. */
function unasked(reason: 'invalid-credentials' | 'permission'): Told {
  return { outcome: 'rejected', reason, message: 'It was refused before.' };
}

/** A client that tells one of the two refusals otherwise. */
function retelling(status: 401 | 403, told: Partial<Told>): Mutant['make'] {
  return telling(outcome => (statusOf(outcome) === status ? ({ ...outcome, ...told } as Told) : outcome));
}

/** Clients that are wrong about what to do, or to tell, when a call is refused. */
export const refusalMutants: readonly Mutant[] = [
  {
    name: 'realm-tries-again',
    wrong: 'Asks once more when its token is refused.',
    fault: 8,
    breaks: ['ATR-02', 'ATR-20'],
    because: 'A token that was deactivated or deleted is refused like one that nobody has generated.',
    make: composed(() => ({ http: sendingAgain(({ status }) => status === 401, 2) })),
  },
  {
    name: 'realm-tries-again-without-permission',
    wrong: 'Asks once more when a permission is missing.',
    fault: 7,
    breaks: ['ATR-02'],
    make: composed(() => ({ http: sendingAgain(({ status }) => status === 403, 2) })),
  },
  {
    name: 'realm-one-failure',
    wrong: 'Tells a missing permission as a refused token.',
    fault: 7,
    breaks: ['ATR-02', 'ATR-05'],
    because: 'What one of several tokens may not do is a missing permission too.',
    make: retelling(403, { reason: 'authentication', status: 401 }),
  },
  {
    name: 'realm-one-reason',
    wrong: 'Gives a missing permission the reason of a refused token, and its own status.',
    fault: 7,
    breaks: ['ATR-02'],
    make: retelling(403, { reason: 'authentication' }),
  },
  {
    name: 'realm-refused-as-forbidden',
    wrong: 'Tells a refused token as a missing permission.',
    fault: 7,
    breaks: ['ATR-02', 'ATR-05', 'ATR-20'],
    because: 'A token that was deactivated or deleted is refused like one that nobody has generated.',
    make: retelling(401, { reason: 'permission', status: 403 }),
  },
  {
    name: 'realm-hides-refusals',
    wrong: 'Tells a refused token as an empty success.',
    breaks: ['ATR-02', 'ATR-05', 'ATR-13', 'ATR-20'],
    because: 'Nothing is told of a refusal where one is to be told, or told without a secret.',
    make: telling(told =>
      statusOf(told) === 401 ? { outcome: 'response', status: 200, headers: {}, body: '' } : told,
    ),
  },
  {
    name: 'realm-nested-only',
    wrong: 'Reads the message of an error object, where the error is a text.',
    breaks: ['ATR-02'],
    make: withParts(() => ({
      errorDetails: body => {
        const { error } = jsonObject(body) ?? {};
        if (typeof error !== 'string') return errorDetails(body);
        return { code: undefined, message: String((error as { message?: unknown }).message) };
      },
    })),
  },
  {
    name: 'realm-flat-only',
    wrong: 'Shows an error that is an object as a text.',
    breaks: ['ATR-02'],
    make: withParts(() => ({
      errorDetails: body => {
        const { error } = jsonObject(body) ?? {};
        return { code: undefined, message: error === undefined ? undefined : String(error) };
      },
    })),
  },
  {
    name: 'realm-demands-error-object',
    wrong: 'Tells of a malformed answer where a refusal is no JSON object.',
    breaks: ['ATR-02'],
    make: withParts(() => ({
      refusal: (response, details) =>
        response.status === 403 && jsonObject(response.body) === undefined
          ? new ClientFailure('malformed-response', 'Unexpected token.')
          : refusal(response, details),
    })),
  },
  {
    name: 'realm-remembers-missing-permission',
    wrong: 'Does not ask any more once a permission was missing.',
    fault: 10,
    breaks: ['ATR-02'],
    make: remembering({
      before: ({ told }) => (told.some(t => statusOf(t) === 403) ? unasked('permission') : undefined),
    }),
  },
  {
    name: 'realm-token-in-lower-case',
    wrong: 'Takes the capitals out of a token.',
    breaks: ['ATR-02', 'ATR-22', 'ATR-23'],
    because: 'A token in capitals is another one, and a token with capitals does not arrive by either way.',
    make: openingWith(params => withToken(params, params.credentials.apiToken!.toLowerCase())),
  },
  {
    name: 'realm-drops-token',
    wrong: 'Gives a token up for ever when it is refused.',
    fault: 9,
    breaks: ['ATR-20'],
    make: remembering({
      before: ({ told }) =>
        told.some(t => statusOf(t) === 401) ? unasked('invalid-credentials') : undefined,
    }),
  },
  {
    name: 'realm-goes-on-with-old-answers',
    wrong: 'Hands its last good answer over when its token is refused.',
    fault: 9,
    breaks: ['ATR-20'],
    make: remembering({
      after: (told, session) =>
        statusOf(told) === 401 ? (session.told.findLast(t => statusOf(t) === 200) ?? told) : told,
    }),
  },
];
