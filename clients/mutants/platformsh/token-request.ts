import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest } from '../../reference/http.ts';
import {
  processTokenResponse,
  type TokenIdentity,
  tokenRequest,
} from '../../reference/platformsh/token-endpoint.ts';
import type { Mutant } from '../mutant.ts';
import { withForm, withHeaders } from '../wire.ts';
import { withParts } from './composing.ts';

type Change = (request: HttpRequest, identity: TokenIdentity) => HttpRequest;

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

/** A client whose token requests are changed before they are sent. */
export function asking(make: () => Change): Mutant['make'] {
  return withParts(() => {
    const change = make();
    return { tokenRequest: identity => change(tokenRequest(identity), identity) };
  });
}

const wrong = (name: string, sentence: string, change: Change, fault?: number): Mutant => ({
  name,
  wrong: sentence,
  ...(fault === undefined ? {} : { fault }),
  breaks: ['PSH-01'],
  make: asking(() => change),
});

/** Clients that ask the token endpoint for something else than the documentation does. */
export const tokenRequestMutants: readonly Mutant[] = [
  wrong('psh-client-credentials', 'Asks for the grant of client credentials.', request =>
    withForm(request, form => form.set('grant_type', 'client_credentials')),
  ),
  wrong(
    'psh-other-basic-user',
    'Names itself by another client than the documented one.',
    request => withHeaders(request, { authorization: basic('ci-job:') }),
    8,
  ),
  wrong(
    'psh-token-as-password',
    'Sends the API token as the password of its client, too.',
    (request, { apiToken }) =>
      withHeaders(request, { authorization: basic(`platform-api-user:${apiToken}`) }),
    8,
  ),
  wrong(
    'psh-json-as-form',
    'Sends the body as JSON and announces a form.',
    request => ({
      ...request,
      body: Buffer.from(JSON.stringify(Object.fromEntries(new URLSearchParams(String(request.body))))),
    }),
    8,
  ),
  wrong(
    'psh-form-as-json',
    'Sends a form and announces JSON.',
    request => withHeaders(request, { 'content-type': 'application/json' }),
    8,
  ),
  wrong('psh-form-as-text', 'Announces the form as plain text, as fetch does with a string.', request =>
    withHeaders(request, { 'content-type': 'text/plain;charset=UTF-8' }),
  ),
  wrong('psh-get-token', 'Asks for a token by GET.', request => ({ ...request, method: 'GET' })),
  wrong('psh-token-in-url', 'Sends the parameters in the query.', ({ url, body, ...request }) => ({
    ...request,
    url: new URL(`${url}?${body}`),
  })),
  wrong('psh-own-parameter-name', 'Calls the API token "token".', request =>
    withForm(request, form => {
      form.set('token', form.get('api_token')!);
      form.delete('api_token');
    }),
  ),
  wrong('psh-api-token-twice', 'Sends the API token twice.', request =>
    withForm(request, form => form.append('api_token', form.get('api_token')!)),
  ),
  wrong('psh-api-token-cut-short', 'Keeps 32 characters of the API token.', request =>
    withForm(request, form => form.set('api_token', form.get('api_token')!.slice(0, 32))),
  ),
  wrong('psh-undocumented-parameter', 'Sends an audience that nobody has documented.', request =>
    withForm(request, form => form.set('audience', 'api')),
  ),
  {
    name: 'psh-refresh-token',
    wrong: 'Renews by a refresh token, which there is none.',
    breaks: ['PSH-01'],
    make: asking(() => {
      const known = new Set<string>();
      return (request, { apiToken }) => {
        if (known.has(apiToken))
          return withForm(request, form => {
            form.set('grant_type', 'refresh_token');
            form.set('refresh_token', 'undefined');
          });
        known.add(apiToken);
        return request;
      };
    }),
  },
  {
    name: 'psh-strict-about-answers',
    wrong: 'Takes no token answer with a member that it does not know.',
    breaks: ['PSH-01'],
    make: withParts(() => ({
      processTokenResponse: response => {
        const grant = processTokenResponse(response);
        const known = ['access_token', 'token_type', 'expires_in', 'scope'];
        const unknown = Object.keys(JSON.parse(String(response.body))).find(name => !known.includes(name));
        if (unknown === undefined) return grant;
        throw new ClientFailure('malformed-response', `Unexpected member ${unknown}.`);
      },
    })),
  },
  {
    name: 'psh-exact-token-type',
    wrong: 'Takes no other token type than "bearer", letter by letter.',
    breaks: ['PSH-01'],
    make: withParts(() => ({
      processTokenResponse: response => {
        const grant = processTokenResponse(response);
        if (JSON.parse(String(response.body)).token_type === 'bearer') return grant;
        throw new ClientFailure('malformed-response', 'Unknown token type.');
      },
    })),
  },
];
