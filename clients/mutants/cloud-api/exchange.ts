import { type Attempt, attemptOf } from '../../reference/cloud-api/authorization-request.ts';
import {
  clientAuthentication,
  codeRequest,
  processTokenResponse,
  type UserGrant,
} from '../../reference/cloud-api/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import { wrapped } from '../composing.ts';
import { composed, isJson, type Mutant } from '../mutant.ts';
import { sendingAgain, transport, withForm, withHeaders } from '../wire.ts';
import { withParts } from './composing.ts';
import { asksWith, pretending, withToken } from './user-wire.ts';

const isExchange = (request: HttpRequest) => asksWith('authorization_code', request);

/** A client whose code request is changed. */
function exchanging(change: (request: HttpRequest) => HttpRequest): Mutant['make'] {
  return withParts(() => ({ codeRequest: input => change(codeRequest(input)) }));
}

/** The same with its form changed. */
function sendingForm(change: (form: URLSearchParams) => void): Mutant['make'] {
  return exchanging(request => withForm(request, change));
}

/** What an answer says, without a look at what it is. */
function blindly({ body }: HttpResponse): UserGrant {
  const text = String(body);
  const answer = isJson(text) ? JSON.parse(text) : {};
  return {
    accessToken: `${answer.access_token}`,
    lifetimeMs: 1000 * (answer.expires_in ?? 3600),
    refreshToken: answer.refresh_token,
  };
}

/** A client that takes no answer which does not please it. */
function demanding(isFine: (answer: Record<string, unknown>) => boolean): Mutant['make'] {
  return withParts(() => ({
    processTokenResponse: response => {
      const grant = processTokenResponse(response);
      if (isFine(JSON.parse(String(response.body)))) return grant;
      throw new ClientFailure('malformed-response', 'The answer is unusable.', { status: response.status });
    },
  }));
}

/** Clients that exchange the code in another way than documented, or misread what they are answered. */
export const exchangeMutants: readonly Mutant[] = [
  {
    name: 'code-as-json',
    wrong: 'Sends the code as JSON.',
    fault: 8,
    breaks: ['CAP-13'],
    make: exchanging(request => {
      const members = Object.fromEntries(new URLSearchParams(String(request.body)));
      const json = { ...request, body: Buffer.from(JSON.stringify(members)) };
      return withHeaders(json, { 'content-type': 'application/json' });
    }),
  },
  {
    name: 'code-in-url',
    wrong: 'Sends the code in the URL.',
    fault: 8,
    breaks: ['CAP-13', 'CAP-17'],
    because: 'A code is a secret, and URLs end up in logs.',
    make: exchanging(request => {
      const url = new URL(request.url);
      url.search = String(request.body);
      return { ...request, url };
    }),
  },
  {
    name: 'client-secret-twice',
    wrong: 'Authenticates in the header and in the body.',
    fault: 8,
    breaks: ['CAP-13'],
    make: withParts(() => ({
      clientAuthentication: client => ({
        ...clientAuthentication(client),
        fields: { client_id: client.clientId, client_secret: client.clientSecret },
      }),
    })),
  },
  {
    name: 'client-secret-left-out',
    wrong: 'Names the application and does not authenticate it.',
    fault: 8,
    breaks: ['CAP-13'],
    make: withParts(() => ({
      clientAuthentication: ({ clientId }) => ({ headers: {}, fields: { client_id: clientId } }),
    })),
  },
  {
    name: 'client-secret-raw-in-basic',
    wrong: 'Writes id and secret into Basic without encoding them.',
    fault: 8,
    breaks: ['CAP-13'],
    make: withParts(() => ({
      clientAuthentication: ({ clientId, clientSecret }) => {
        const pair = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
        return { headers: { authorization: `Basic ${pair}` }, fields: {} };
      },
    })),
  },
  {
    name: 'redirect-uri-left-out',
    wrong: 'Exchanges the code without its redirect_uri.',
    fault: 8,
    breaks: ['CAP-13'],
    make: sendingForm(form => form.delete('redirect_uri')),
  },
  {
    name: 'redirect-uri-decoded',
    wrong: 'Decodes the query of its redirect_uri before it exchanges the code.',
    fault: 8,
    breaks: ['CAP-13'],
    make: sendingForm(form => form.set('redirect_uri', decodeURIComponent(form.get('redirect_uri')!))),
  },
  {
    name: 'another-grant-type',
    wrong: 'Calls its grant code.',
    breaks: ['CAP-13'],
    make: sendingForm(form => form.set('grant_type', 'code')),
  },
  {
    name: 'code-replayed',
    wrong: 'Exchanges a code again when its user comes back once more.',
    breaks: ['CAP-13'],
    make: withParts(() => {
      const attempts = new Map<string, Attempt>();
      return {
        attemptOf: (answer, pending) => {
          const state = answer.get('state') ?? '';
          const attempt = attemptOf(answer, pending ?? attempts.get(state));
          attempts.set(state, attempt);
          return attempt;
        },
      };
    }),
  },
  {
    name: 'callback-taken-twice',
    wrong: 'Tells a callback that comes once more as a success.',
    breaks: ['CAP-13'],
    make: wrapped(client => {
      const done = new Set<string>();
      return {
        'session/completeAuthorization': async params => {
          if (done.has(params.callbackUrl)) return { outcome: 'ok', value: {} };
          const told = await client['session/completeAuthorization']!(params);
          if (told.outcome === 'ok') done.add(params.callbackUrl);
          return told;
        },
      };
    }),
  },
  {
    name: 'exchange-hammers',
    wrong: 'Exchanges a code again and again while it is refused.',
    breaks: ['CAP-13'],
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => isExchange(request) && status >= 400 && status < 500),
    })),
  },
  {
    name: 'exchange-refusal-hidden',
    wrong: 'Goes on when the token endpoint refuses its code.',
    breaks: ['CAP-13', 'CAP-17', 'CAP-32'],
    because: 'Codes are refused in cases of how this is told, by which code, and without a secret.',
    make: composed(() => ({
      http: pretending((request, { status }) => isExchange(request) && status >= 400 && status < 500),
    })),
  },
  {
    name: 'exchange-failure-hidden',
    wrong: 'Goes on when the token endpoint fails.',
    fault: 7,
    breaks: ['CAP-13'],
    make: composed(() => ({
      http: pretending((request, { status }) => isExchange(request) && status >= 500),
    })),
  },
  {
    name: 'exchange-cut-hidden',
    wrong: 'Goes on when the connection to the token endpoint breaks.',
    breaks: ['CAP-13'],
    make: composed(() => ({
      http: transport(async (request, send) => {
        try {
          return await send(request);
        } catch (error) {
          if (!isExchange(request)) throw error;
          return withToken({ url: request.url, status: 200, headers: {}, body: Buffer.alloc(0) });
        }
      }),
    })),
  },
  {
    name: 'token-of-any-answer',
    wrong: 'Takes whatever the token endpoint answers.',
    fault: 7,
    breaks: ['CAP-13'],
    make: withParts(() => ({ processTokenResponse: blindly })),
  },
  {
    name: 'strict-about-token-answers',
    wrong: 'Takes no token answer with a member that it does not know.',
    fault: 13,
    breaks: ['CAP-13'],
    make: demanding(answer => {
      const known = ['access_token', 'token_type', 'expires_in', 'refresh_token', 'scope'];
      return Object.keys(answer).every(name => known.includes(name));
    }),
  },
  {
    name: 'strict-about-token-type',
    wrong: 'Takes no other token type than Bearer, letter by letter.',
    breaks: ['CAP-13'],
    make: demanding(answer => answer.token_type === 'Bearer'),
  },
  {
    name: 'one-error-parser',
    wrong: "Reads the refusals of the token endpoint by the API's form.",
    fault: 7,
    breaks: ['CAP-32'],
    make: withParts(() => ({
      tokenRefusal: ({ status, body }) => {
        const { error } = isJson(String(body)) ? JSON.parse(String(body)) : {};
        const reason = status >= 500 ? 'server-error' : 'authentication';
        return new ClientFailure(reason, `Refused: ${error?.code}, ${error?.message}`, { status });
      },
    })),
  },
  {
    name: 'client-secret-told',
    wrong: 'Names the client secret when it is refused.',
    fault: 14,
    breaks: ['CAP-17'],
    make: wrapped(client => {
      const secrets = new Map<string, string>();
      return {
        'session/open': async params => {
          secrets.set(params.session, params.credentials.clientSecret ?? '');
          return client['session/open']!(params);
        },
        'session/completeAuthorization': async params => {
          const told = await client['session/completeAuthorization']!(params);
          if (told.outcome !== 'rejected') return told;
          return { ...told, message: `${told.message} (${secrets.get(params.session)})` };
        },
      };
    }),
  },
];
