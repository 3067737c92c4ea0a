import type { ClientModule, Params } from '../../../src/protocol/index.ts';
import { protocolParameters } from '../../reference/clever-cloud/protocol-parameters.ts';
import { signingKey } from '../../reference/clever-cloud/signature.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import { withTransport, wrapped } from '../composing.ts';
import type { Mutant } from '../mutant.ts';
import { sendingAgain, succeeding, transport } from '../wire.ts';
import { isSigned, withParts } from './composing.ts';

const isDead = ({ status, body, url }: HttpResponse) =>
  status === 401 &&
  /The token (?:was revoked|has expired)/.test(String(body)) &&
  !url.pathname.includes('/oauth/');

/** Whether a signature was refused on a call of the API. */
const isRefused = (response: HttpResponse, request: HttpRequest) =>
  isSigned(request) &&
  response.status === 401 &&
  !isDead(response) &&
  !request.url.pathname.endsWith('/api-tokens');

/** Sends requests of any session as one that the same consumer has opened or completed before. */
function mixing(
  takes: 'session/open' | 'session/completeAuthorization',
): (client: ClientModule) => Partial<ClientModule> {
  return client => {
    const consumers = new Map<string, string>();
    const firsts = new Map<string, string>();
    const remember = (session: string) => {
      const consumer = consumers.get(session)!;
      firsts.set(consumer, firsts.get(consumer) ?? session);
    };
    return {
      'session/open': params => {
        const { consumerKey, token } = params.credentials;
        if (consumerKey !== undefined) consumers.set(params.session, consumerKey);
        if (consumerKey !== undefined && token !== undefined && takes === 'session/open')
          remember(params.session);
        return client['session/open']!(params);
      },
      'session/completeAuthorization': async params => {
        if (takes === 'session/completeAuthorization') remember(params.session);
        return client['session/completeAuthorization']!(params);
      },
      'session/request': (params: Params<'session/request'>) => {
        const session = firsts.get(consumers.get(params.session) ?? '') ?? params.session;
        return client['session/request']!({ ...params, session });
      },
    };
  };
}

/** Clients that go wrong with whom they act for, and with what they are refused. */
export const userMutants: readonly Mutant[] = [
  {
    name: 'one-user-for-all',
    wrong: 'Makes every call of a consumer with the token that it was given first.',
    breaks: ['CLV-06'],
    make: wrapped(mixing('session/open')),
  },
  {
    name: 'last-dance-for-all',
    wrong: 'Makes every call of a consumer with the token of the dance that ended first.',
    fault: 7,
    breaks: ['CLV-08'],
    make: wrapped(mixing('session/completeAuthorization')),
  },
  {
    name: 'calls-unsigned',
    wrong: 'Does not sign API calls.',
    breaks: ['CLV-26'],
    make: withTransport(() =>
      transport((request, send) => {
        const { authorization, ...headers } = request.headers;
        return send(isSigned(request) ? { ...request, headers } : request);
      }),
    ),
  },
  {
    name: 'token-not-sent',
    wrong: 'Signs calls as the application, without the token of its user.',
    breaks: ['CLV-26'],
    make: withParts(() => ({
      protocolParameters: input =>
        protocolParameters(input).filter(([name]) => name !== 'oauth_token' || input.extra.length > 0),
    })),
  },
  {
    name: 'consumer-key-in-capitals',
    wrong: 'Writes the consumer key in capitals on calls.',
    breaks: ['CLV-26'],
    make: withParts(() => ({
      protocolParameters: input => {
        const { consumerKey } = input.credentials;
        const credentials = { ...input.credentials, consumerKey: consumerKey.toUpperCase() };
        return protocolParameters(input.extra.length > 0 ? input : { ...input, credentials });
      },
    })),
  },
  {
    name: 'token-secret-not-used',
    wrong: 'Signs with the consumer secret alone.',
    breaks: ['CLV-25', 'CLV-26'],
    because: 'Step 3 is signed with the secret of a token too.',
    mistake: 'token-secret-left-out',
    make: withParts(() => ({ signingKey: credentials => signingKey({ ...credentials, tokenSecret: '' }) })),
  },
  {
    name: 'secret-beside-digest',
    wrong: 'Sends the consumer secret along with the digest.',
    breaks: ['CLV-26'],
    make: withParts(() => ({
      protocolParameters: input =>
        input.method === 'PLAINTEXT'
          ? protocolParameters(input)
          : [...protocolParameters(input), ['oauth_consumer_secret', input.credentials.consumerSecret]],
    })),
  },
  {
    name: 'hides-dead-token',
    wrong: 'Tells the refusal of a dead user token as an empty success.',
    fault: 12,
    breaks: ['CLV-19'],
    make: withTransport(() =>
      transport(async (request, send) => {
        const response = await send(request);
        return isDead(response) ? succeeding(response) : response;
      }),
    ),
  },
  {
    name: 'hammers-with-dead-token',
    wrong: 'Makes a call again and again while its user token is dead.',
    fault: 12,
    breaks: ['CLV-19'],
    make: withTransport(() =>
      transport(async (request, send) => {
        let response = await send(request);
        const dead = isDead(response);
        for (let sent = 1; sent < 20 && dead; sent++) response = await send(request);
        return response;
      }),
    ),
  },
  {
    name: 'hides-wrong-credentials',
    wrong: 'Tells a refused signature as an empty success.',
    breaks: ['CLV-26'],
    make: withTransport(() =>
      transport(async (request, send) => {
        const response = await send(request);
        return isRefused(response, request) ? succeeding(response) : response;
      }),
    ),
  },
  {
    name: 'hammers-with-wrong-credentials',
    wrong: 'Makes a call again and again while its signature is refused.',
    breaks: ['CLV-26'],
    make: withTransport(() => sendingAgain(isRefused)),
  },
  {
    name: 'tells-secrets',
    wrong: 'Repeats what it was given in the message of a refusal.',
    fault: 15,
    breaks: ['CLV-04', 'CLV-26'],
    because: 'The API token and the user token’s secret are both told.',
    make: wrapped(client => {
      const given = new Map<string, string>();
      return {
        'session/open': params => {
          given.set(params.session, Object.values(params.credentials).join(' '));
          return client['session/open']!(params);
        },
        'session/request': async params => {
          const outcome = await client['session/request']!(params);
          if (outcome.outcome !== 'response' || outcome.status !== 401) return outcome;
          const message = `Refused: ${given.get(params.session)}`;
          return { outcome: 'rejected', reason: 'authentication', status: 401, message };
        },
      };
    }),
  },
  {
    name: 'blurs-errors-of-v2',
    wrong: 'Tells errors of version 2 as [object Object].',
    fault: 14,
    breaks: ['CLV-26'],
    make: blurring(body => 'id' in body),
  },
  {
    name: 'blurs-errors-of-v4',
    wrong: 'Knows "message" in errors, and not "error".',
    fault: 14,
    breaks: ['CLV-26'],
    make: blurring(body => 'error' in body),
  },
  {
    name: 'profile-of-somebody',
    wrong: 'Tells the e-mail address as the id of who is logged in.',
    breaks: ['CLV-16'],
    make: withParts(() => ({
      getProfile: async ({ resources }) => {
        const { email } = (await resources('GET', '/v2/self')) as { email: string };
        return { id: email, email };
      },
    })),
  },
  {
    name: 'profile-made-up',
    wrong: 'Answers who is logged in without asking.',
    breaks: ['CLV-16'],
    make: withParts(() => ({
      getProfile: async () => {
        throw new ClientFailure('authentication', 'Log in first.');
      },
    })),
  },
  {
    name: 'text-of-bytes',
    wrong: 'Hands every answer over as text.',
    fault: 16,
    breaks: ['CLV-15', 'CLV-17'],
    because: 'A PDF is one of the samples, and has the same path on the bridge.',
    make: wrapped(client => ({
      'session/request': async params => {
        const outcome = await client['session/request']!(params);
        if (outcome.outcome !== 'response' || outcome.bodyBase64 === undefined) return outcome;
        const { bodyBase64, ...rest } = outcome;
        return { ...rest, body: Buffer.from(bodyBase64, 'base64').toString('utf8') };
      },
    })),
  },
  {
    name: 'prettier-answers',
    wrong: 'Hands JSON over with other blanks than it came with.',
    breaks: ['CLV-15', 'CLV-17'],
    because: 'What the API answers has the same bytes on the bridge.',
    make: wrapped(client => ({
      'session/request': async params => {
        const outcome = await client['session/request']!(params);
        if (outcome.outcome !== 'response' || !outcome.body?.match(/^[[{]/)) return outcome;
        return { ...outcome, body: JSON.stringify(JSON.parse(outcome.body), null, 2) };
      },
    })),
  },
];

/** A client that tells errors of one form without what they say. */
function blurring(isMeant: (body: object) => boolean): Mutant['make'] {
  return wrapped(client => ({
    'session/request': async params => {
      const outcome = await client['session/request']!(params);
      if (outcome.outcome !== 'response' || outcome.status !== 404) return outcome;
      if (!isMeant(Object(JSON.parse(outcome.body ?? 'null')))) return outcome;
      return { outcome: 'rejected', reason: 'other', status: 404, message: 'Failed: [object Object]' };
    },
  }));
}
