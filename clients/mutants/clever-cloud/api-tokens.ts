import type { RejectedOutcome } from '../../../src/protocol/index.ts';
import {
  createToken,
  listTokens,
  type Platform,
  revokeToken,
} from '../../reference/clever-cloud/operations.ts';
import { refusal } from '../../reference/clever-cloud/refusal.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import { withTransport, wrapped } from '../composing.ts';
import type { Mutant } from '../mutant.ts';
import { sendingAgain, succeeding, transport, withHeaders, withQuery } from '../wire.ts';
import { withParts } from './composing.ts';

type Input = Parameters<typeof createToken>[1];

const isBearer = ({ headers }: HttpRequest) => headers.authorization?.startsWith('Bearer ') === true;
const tokenOf = ({ headers }: HttpRequest) => headers.authorization!.slice('Bearer '.length);

/** A client that changes its calls with an API token. */
function onBridge(change: (request: HttpRequest) => HttpRequest): Mutant['make'] {
  return withTransport(() =>
    transport((request, send) => send(isBearer(request) ? change(request) : request)),
  );
}

const refusedBearer = (pattern: RegExp) => (response: HttpResponse, request: HttpRequest) =>
  isBearer(request) && response.status === 401 && pattern.test(String(response.body));

/** A client that takes a refusal of its API token for a success. */
function hiding(pattern: RegExp): Mutant['make'] {
  return withTransport(() =>
    transport(async (request, send) => {
      const response = await send(request);
      return refusedBearer(pattern)(response, request) ? succeeding(response) : response;
    }),
  );
}

/** A client that creates API tokens with another wish than its caller's. */
function creating(change: (input: Input) => Input): Mutant['make'] {
  return withParts(() => ({ createToken: (platform, input) => createToken(platform, change(input)) }));
}

/** A list of API tokens as the caller is told it. */
function listing(change: (rows: { name: string; state: string }[]) => unknown): Mutant['make'] {
  return withParts(() => ({
    listTokens: async platform => change((await listTokens(platform)) as never) as never,
  }));
}

/** All API tokens of the user. */
async function idsOf({ apiTokens }: Platform): Promise<string[]> {
  const rows = (await apiTokens('GET', '/api-tokens')) as { apiTokenId: string }[];
  return rows.map(({ apiTokenId }) => apiTokenId);
}

/** Clients that go wrong with API tokens: with using them, and with managing them. */
export const apiTokenMutants: readonly Mutant[] = [
  {
    name: 'api-token-in-url',
    wrong: 'Sends the API token in the URL too.',
    breaks: ['CLV-04'],
    make: onBridge(request => withQuery(request, 'access_token', tokenOf(request))),
  },
  {
    name: 'api-token-in-user-agent',
    wrong: 'Names itself with the API token.',
    breaks: ['CLV-04'],
    make: onBridge(request => withHeaders(request, { 'user-agent': `sdk/1 (${tokenOf(request)})` })),
  },
  {
    name: 'api-token-told',
    wrong: 'Repeats the API token in the message of a refusal.',
    fault: 15,
    breaks: ['CLV-04'],
    make: wrapped(client => {
      const tokens = new Map<string, string>();
      return {
        'session/open': params => {
          tokens.set(params.session, params.credentials.apiToken ?? '');
          return client['session/open']!(params);
        },
        'session/request': async params => {
          const outcome = await client['session/request']!(params);
          const token = tokens.get(params.session);
          if (!token || outcome.outcome !== 'response' || outcome.status !== 401) return outcome;
          const message = `The bridge refuses ${token}.`;
          return { outcome: 'rejected', reason: 'authentication', status: 401, message } as RejectedOutcome;
        },
      };
    }),
  },
  {
    name: 'api-token-on-api-host',
    wrong: 'Calls the API host with the API token.',
    fault: 8,
    breaks: ['CLV-05'],
    make: withParts(() => ({ baseFor: ({ endpoints }) => endpoints.api! })),
  },
  {
    name: 'api-token-tried-on-api-host',
    wrong: 'Tries the API host first, and the bridge when it refuses.',
    fault: 8,
    breaks: ['CLV-05'],
    make: withTransport(() =>
      transport(async (request, send) => {
        if (!isBearer(request)) return send(request);
        const url = new URL(request.url.href.replace('/bridge/', '/api/'));
        const first = await send({ ...request, url });
        return first.status === 401 ? send(request) : first;
      }),
    ),
  },
  {
    name: 'api-token-by-another-scheme',
    wrong: 'Sends the API token after the word Token.',
    breaks: ['CLV-15'],
    make: withParts(() => ({ bearerHeader: token => `Token ${token}` })),
  },
  {
    name: 'api-token-in-base64',
    wrong: 'Encodes the API token in base64.',
    breaks: ['CLV-15'],
    make: withParts(() => ({ bearerHeader: token => `Bearer ${Buffer.from(token).toString('base64')}` })),
  },
  {
    name: 'hides-wrong-api-token',
    wrong: 'Tells the refusal of an API token that is wrong or revoked as an empty success.',
    breaks: ['CLV-04', 'CLV-15'],
    because: 'One case asks what a refusal tells, the other that it is told.',
    make: hiding(/unknown|revoked/),
  },
  {
    name: 'hammers-with-api-token',
    wrong: 'Makes a call again and again while its API token is refused.',
    breaks: ['CLV-12', 'CLV-15'],
    because: 'An API token whose time is up is refused like one that is wrong.',
    make: withTransport(() => sendingAgain(refusedBearer(/./))),
  },
  {
    name: 'hides-expired-api-token',
    wrong: 'Tells the refusal of an expired API token as an empty success.',
    breaks: ['CLV-12'],
    make: hiding(/expired/),
  },
  {
    name: 'tokens-name-cut-at-blank',
    wrong: 'Takes the name up to the first blank.',
    breaks: ['CLV-11'],
    make: creating(input => ({ ...input, name: String(input.name).split(' ', 1)[0]! })),
  },
  {
    name: 'tokens-name-encoded',
    wrong: 'Percent-encodes the name.',
    breaks: ['CLV-11'],
    make: creating(input => ({ ...input, name: encodeURIComponent(String(input.name)) })),
  },
  {
    name: 'tokens-code-not-sent',
    wrong: 'Does not send the code of the second factor.',
    breaks: ['CLV-11'],
    make: creating(({ mfaCode, ...input }) => input),
  },
  {
    name: 'tokens-short-default',
    wrong: 'Lets an API token live a day where no expiration was given.',
    breaks: ['CLV-11'],
    make: creating(input => ({ expiration: '1d', ...input })),
  },
  {
    name: 'tokens-password-told',
    wrong: 'Repeats the password in the message of a refusal.',
    fault: 15,
    breaks: ['CLV-11'],
    make: wrapped(client => ({
      'session/invoke': async params => {
        const outcome = await client['session/invoke']!(params);
        if (outcome.outcome !== 'rejected') return outcome;
        return { ...outcome, message: `${outcome.message} (${JSON.stringify(params.input)})` };
      },
    })),
  },
  {
    name: 'tokens-value-lost',
    wrong: 'Tells the id of a new API token as its value.',
    breaks: ['CLV-11'],
    make: withParts(() => ({
      createToken: async (platform, input) => {
        const { id } = (await createToken(platform, input)) as { id: string };
        return { id, token: id };
      },
    })),
  },
  {
    name: 'tokens-refusal-blurred',
    wrong: 'Tells of a refusal without saying what the platform said.',
    fault: 14,
    breaks: ['CLV-11', 'CLV-14'],
    because: 'A missing code and an id that does not exist are known by those words alone.',
    make: withParts(() => ({
      refusal: (what, response) => {
        const { reason } = refusal(what, response);
        return new ClientFailure(reason, 'It was refused.', { status: response.status });
      },
    })),
  },
  {
    name: 'tokens-refusal-hidden',
    wrong: 'Takes a wrong password for a broken network.',
    breaks: ['CLV-11'],
    make: withParts(() => ({
      refusal: (what, response) =>
        String(response.body).includes('invalid-credential')
          ? new ClientFailure('network', 'No answer.')
          : refusal(what, response),
    })),
  },
  {
    name: 'tokens-expiration-ignored',
    wrong: 'Ignores the expiration.',
    breaks: ['CLV-12'],
    make: creating(({ expiration, ...input }) => input),
  },
  {
    name: 'tokens-months-as-minutes',
    wrong: 'Takes 6M for six minutes.',
    breaks: ['CLV-12'],
    make: withParts(() => ({
      createToken: (platform, input) => {
        const soon = new Date(platform.now() + 6 * 60_000).toISOString();
        return createToken(platform, input.expiration === '6M' ? { ...input, expiration: soon } : input);
      },
    })),
  },
  {
    name: 'tokens-list-of-live-ones',
    wrong: 'Leaves expired API tokens out of the list.',
    breaks: ['CLV-13'],
    make: listing(rows => rows.filter(({ state }) => state === 'ACTIVE')),
  },
  {
    name: 'tokens-list-names-garbled',
    wrong: 'Reads the list in Latin-1.',
    breaks: ['CLV-13'],
    make: listing(rows => rows.map(row => ({ ...row, name: Buffer.from(row.name).toString('latin1') }))),
  },
  {
    name: 'tokens-list-empty-is-null',
    wrong: 'Tells an empty list as null.',
    breaks: ['CLV-13'],
    make: listing(rows => (rows.length === 0 ? null : rows)),
  },
  {
    name: 'tokens-revokes-all',
    wrong: 'Revokes every API token of the user.',
    breaks: ['CLV-14'],
    make: withParts(() => ({
      revokeToken: async (platform, input) => {
        for (const id of await idsOf(platform)) await revokeToken(platform, { id });
        return revokeTold(platform, input);
      },
    })),
  },
  {
    name: 'tokens-revokes-nothing',
    wrong: 'Looks an API token up instead of revoking it.',
    breaks: ['CLV-14'],
    make: withParts(() => ({ revokeToken: revokeTold })),
  },
  {
    name: 'tokens-hmac-on-bridge',
    wrong: "Signs by HMAC on the bridge's own routes.",
    fault: 8,
    breaks: ['CLV-11', 'CLV-12', 'CLV-13', 'CLV-14'],
    because: 'None of the token commands gets through.',
    make: withParts(() => ({ bridgeSignatureMethod: method => method })),
  },
];

/** Asks for the list, and says that it is done. */
async function revokeTold(platform: Platform, input: Input): Promise<null> {
  const ids = await idsOf(platform);
  if (ids.length > 0 && !ids.includes(String(input.id)))
    throw new ClientFailure('other', 'clever.core.not-found', { status: 404 });
  return null;
}
