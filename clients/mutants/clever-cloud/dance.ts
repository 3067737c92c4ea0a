import {
  accessTokenRequest,
  authorizationUrl,
  processTemporaryCredentials,
  processTokenCredentials,
  requestTokenRequest,
  type TemporaryCredentials,
  verifyCallback,
} from '../../reference/clever-cloud/dance.ts';
import { signingKey } from '../../reference/clever-cloud/signature.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest, HttpResponse } from '../../reference/http.ts';
import { withTransport } from '../composing.ts';
import type { Mutant } from '../mutant.ts';
import { succeeding, transport, withHeaders } from '../wire.ts';
import { withParts } from './composing.ts';

/** A form of the dance sent as JSON. */
function asJson(request: HttpRequest): HttpRequest {
  const members = Object.fromEntries(new URLSearchParams(String(request.body)));
  const body = Buffer.from(JSON.stringify(members));
  return withHeaders({ ...request, body }, { 'content-type': 'application/json' });
}

/** What an answer says if it is read as JSON. @throws ClientFailure where it is none */
function readAsJson(response: HttpResponse): never {
  throw new ClientFailure('malformed-response', 'The answer is unusable: it is not JSON.', {
    status: response.status,
  });
}

const isStep = (step: 'request' | 'access', { url }: HttpRequest) =>
  url.pathname.endsWith(`/oauth/${step}_token`);

/** The platform's refusal of one step, told as a success. */
const pretending = (step: 'request' | 'access') => () =>
  transport(async (request, send) => {
    const response = await send(request);
    const form = 'oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true';
    if (response.status < 400 || !isStep(step, request)) return response;
    return { ...succeeding(response), body: Buffer.from(form) };
  });

/** Clients that go wrong on the way to a user's token. */
export const danceMutants: readonly Mutant[] = [
  {
    name: 'dance-no-callback',
    wrong: 'Asks for a request token without a callback.',
    breaks: ['CLV-21'],
    make: withParts(() => ({
      requestTokenRequest: (input, sign) =>
        requestTokenRequest(input, (request, credentials) => sign(request, credentials, [])),
    })),
  },
  {
    name: 'dance-callback-cut-short',
    wrong: 'Drops the query of the callback.',
    breaks: ['CLV-21'],
    make: withParts(() => ({
      requestTokenRequest: (input, sign) =>
        requestTokenRequest({ ...input, callbackUrl: input.callbackUrl.split('?', 1)[0]! }, sign),
    })),
  },
  {
    name: 'dance-json-step-1',
    wrong: 'Sends step 1 as JSON.',
    fault: 5,
    breaks: ['CLV-21'],
    make: withParts(() => ({
      requestTokenRequest: (input, sign) => asJson(requestTokenRequest(input, sign)),
    })),
  },
  {
    name: 'dance-json-step-3',
    wrong: 'Sends step 3 as JSON.',
    fault: 5,
    breaks: ['CLV-25'],
    make: withParts(() => ({
      accessTokenRequest: (input, sign) => asJson(accessTokenRequest(input, sign)),
    })),
  },
  {
    name: 'dance-reads-json-in-step-1',
    wrong: 'Reads the answer of step 1 as JSON.',
    fault: 13,
    breaks: ['CLV-21'],
    make: withParts(() => ({ processTemporaryCredentials: readAsJson })),
  },
  {
    name: 'dance-reads-json-in-step-3',
    wrong: 'Reads the answer of step 3 as JSON.',
    fault: 13,
    breaks: ['CLV-25'],
    make: withParts(() => ({ processTokenCredentials: readAsJson })),
  },
  {
    name: 'dance-takes-any-temporary-answer',
    wrong: 'Takes whatever step 1 answers.',
    breaks: ['CLV-21'],
    make: withParts(() => ({
      processTemporaryCredentials: ({ body }) => {
        const form = new URLSearchParams(String(body));
        return { token: `${form.get('oauth_token')}`, tokenSecret: `${form.get('oauth_token_secret')}` };
      },
    })),
  },
  {
    name: 'dance-takes-any-answer',
    wrong: 'Takes whatever step 3 answers.',
    breaks: ['CLV-25'],
    make: withParts(() => ({
      processTokenCredentials: ({ body }) => {
        const form = new URLSearchParams(String(body));
        return {
          token: `${form.get('oauth_token')}`,
          tokenSecret: `${form.get('oauth_token_secret')}`,
          expirationDate: undefined,
        };
      },
    })),
  },
  {
    name: 'dance-strict-about-answers',
    wrong: 'Takes no answer of step 3 with a member that it does not know.',
    breaks: ['CLV-25'],
    make: withParts(() => ({
      processTokenCredentials: response => {
        const known = ['oauth_token', 'oauth_token_secret', 'expiration_date'];
        const names = [...new URLSearchParams(String(response.body)).keys()];
        return names.every(name => known.includes(name))
          ? processTokenCredentials(response)
          : readAsJson(response);
      },
    })),
  },
  {
    name: 'dance-hides-refusal-of-step-1',
    wrong: 'Goes on when step 1 is refused.',
    breaks: ['CLV-21'],
    make: withTransport(pretending('request')),
  },
  {
    name: 'dance-hides-refusal-of-step-3',
    wrong: 'Goes on when step 3 is refused.',
    fault: 7,
    breaks: ['CLV-21', 'CLV-25'],
    because: 'What step 3 refuses is a dead request token, or the platform fails.',
    make: withTransport(pretending('access')),
  },
  {
    name: 'dance-hammers',
    wrong: 'Sends step 3 again and again while it is refused.',
    breaks: ['CLV-21'],
    make: withTransport(() =>
      transport(async (request, send) => {
        let response = await send(request);
        for (let sent = 1; sent < 20 && response.status === 401 && isStep('access', request); sent++)
          response = await send(request);
        return response;
      }),
    ),
  },
  {
    name: 'dance-request-token-reused',
    wrong: 'Begins every authorization of a consumer with the same request token.',
    fault: 7,
    breaks: ['CLV-21', 'CLV-24'],
    because: 'The callback of one authorization then fits all others.',
    make: withParts(() => {
      const known = new Map<string, TemporaryCredentials>();
      let consumer = '';
      return {
        requestTokenRequest: (input, sign) => {
          consumer = input.consumer.consumerKey;
          return requestTokenRequest(input, sign);
        },
        processTemporaryCredentials: response => {
          const temporary = known.get(consumer) ?? processTemporaryCredentials(response);
          known.set(consumer, temporary);
          return temporary;
        },
      };
    }),
  },
  {
    name: 'page-without-token',
    wrong: 'Sends the user to the authorization page without the request token.',
    breaks: ['CLV-22'],
    make: withParts(() => ({ authorizationUrl: endpoint => endpoint })),
  },
  {
    name: 'page-with-secret',
    wrong: "Sends the request token's secret along to the authorization page.",
    breaks: ['CLV-22'],
    make: withParts(() => ({
      authorizationUrl: (endpoint, temporary) =>
        `${authorizationUrl(endpoint, temporary)}&oauth_token_secret=${temporary.tokenSecret}`,
    })),
  },
  {
    name: 'page-elsewhere',
    wrong: 'Sends the user to the address of step 1.',
    breaks: ['CLV-22'],
    make: withParts(() => ({
      authorizationUrl: (endpoint, temporary) =>
        authorizationUrl(endpoint.replace('authorize', 'request_token'), temporary),
    })),
  },
  {
    name: 'callback-not-compared',
    wrong: 'Does not compare the request token of the callback with its own.',
    fault: 7,
    breaks: ['CLV-24'],
    make: withParts(() => ({
      verifyCallback: (callbackUrl, pending) => {
        const url = new URL(callbackUrl);
        if (pending !== undefined) url.searchParams.set('oauth_token', pending.token);
        return verifyCallback(url.href, pending);
      },
    })),
  },
  {
    name: 'callback-compared-too-late',
    wrong: 'Compares the request token of the callback after it has exchanged its own.',
    fault: 7,
    breaks: ['CLV-24'],
    make: withParts(() => {
      let mismatch: unknown;
      return {
        verifyCallback: (callbackUrl, pending) => {
          mismatch = undefined;
          const url = new URL(callbackUrl);
          if (pending !== undefined && url.searchParams.get('oauth_token') !== pending.token)
            mismatch = new ClientFailure('state-mismatch', 'The callback is not of this authorization.');
          if (pending !== undefined) url.searchParams.set('oauth_token', pending.token);
          return verifyCallback(url.href, pending);
        },
        processTokenCredentials: response => {
          if (mismatch !== undefined) throw mismatch;
          return processTokenCredentials(response);
        },
      };
    }),
  },
  {
    name: 'callback-without-verifier',
    wrong: 'Goes on to step 3 although the user has not consented.',
    fault: 7,
    breaks: ['CLV-24'],
    make: withParts(() => ({
      verifyCallback: (callbackUrl, pending) => {
        const url = new URL(callbackUrl);
        if (!url.searchParams.has('oauth_verifier')) url.searchParams.set('oauth_verifier', 'none');
        return verifyCallback(url.href, pending);
      },
    })),
  },
  {
    name: 'denial-as-mismatch',
    wrong: 'Tells a denied consent as a callback that is not its own.',
    breaks: ['CLV-24'],
    make: withParts(() => ({
      verifyCallback: (callbackUrl, pending) => {
        try {
          return verifyCallback(callbackUrl, pending);
        } catch {
          throw new ClientFailure('state-mismatch', 'The callback is of no use.');
        }
      },
    })),
  },
  {
    name: 'callback-twice',
    wrong: 'Takes a callback again and answers with what it brought the first time.',
    fault: 7,
    breaks: ['CLV-24'],
    make: withParts(
      () => {
        const known = new Map<string, TemporaryCredentials>();
        return {
          verifyCallback: (callbackUrl, pending) => {
            const token = new URL(callbackUrl).searchParams.get('oauth_token') ?? '';
            const used = pending ?? known.get(token);
            if (pending !== undefined && pending.token === token) known.set(token, pending);
            return verifyCallback(callbackUrl, used);
          },
        };
      },
      () => {
        const answers = new Map<string, HttpResponse>();
        return transport(async (request, send) => {
          const token = new URLSearchParams(String(request.body)).get('oauth_token') ?? '';
          const before = isStep('access', request) ? answers.get(token) : undefined;
          const response = before ?? (await send(request));
          if (isStep('access', request) && response.status === 200) answers.set(token, response);
          return response;
        });
      },
    ),
  },
  {
    name: 'verifier-not-sent',
    wrong: 'Sends step 3 without the verifier.',
    fault: 7,
    breaks: ['CLV-25'],
    make: withParts(() => ({
      accessTokenRequest: (input, sign) =>
        accessTokenRequest(input, (request, credentials) => sign(request, credentials, [])),
    })),
  },
  {
    name: 'request-secret-not-used',
    wrong: 'Signs step 3 without the secret of the request token.',
    fault: 7,
    breaks: ['CLV-25'],
    mistake: 'token-secret-left-out',
    make: withParts(() => ({
      accessTokenRequest: (input, sign) =>
        accessTokenRequest(input, (request, credentials, extra) =>
          sign(request, { ...credentials, tokenSecret: '' }, extra),
        ),
    })),
  },
  {
    name: 'keeps-request-token',
    wrong: 'Goes on signing with the request token after the dance.',
    fault: 7,
    breaks: ['CLV-25'],
    make: withParts(() => {
      let temporary: TemporaryCredentials;
      return {
        accessTokenRequest: (input, sign) => {
          temporary = input.temporary;
          return accessTokenRequest(input, sign);
        },
        processTokenCredentials: response => ({ ...processTokenCredentials(response), ...temporary }),
      };
    }),
  },
  {
    name: 'keeps-request-secret',
    wrong: "Signs with the user's token and the secret of the request token.",
    fault: 7,
    breaks: ['CLV-25'],
    mistake: 'token-secret-of-another-token',
    make: withParts(() => {
      let temporary: TemporaryCredentials;
      return {
        accessTokenRequest: (input, sign) => {
          temporary = input.temporary;
          return accessTokenRequest(input, sign);
        },
        processTokenCredentials: response => ({
          ...processTokenCredentials(response),
          tokenSecret: temporary.tokenSecret,
        }),
      };
    }),
  },
  {
    name: 'secret-of-another-user',
    wrong: 'Signs with the secret of the token that it met first with the consumer.',
    fault: 7,
    breaks: ['CLV-06', 'CLV-08'],
    because: 'It mixes up users whether it was given their tokens or has obtained them.',
    mistake: 'token-secret-of-another-token',
    make: withParts(() => {
      const users = new Map<string, string>();
      const requestSecrets = new Set<string>();
      return {
        processTemporaryCredentials: response => {
          const temporary = processTemporaryCredentials(response);
          requestSecrets.add(temporary.tokenSecret);
          return temporary;
        },
        signingKey: credentials => {
          const { consumerKey, tokenSecret } = credentials;
          if (tokenSecret === undefined || requestSecrets.has(tokenSecret)) return signingKey(credentials);
          users.set(consumerKey, users.get(consumerKey) ?? tokenSecret);
          return signingKey({ ...credentials, tokenSecret: users.get(consumerKey)! });
        },
      };
    }),
  },
];
