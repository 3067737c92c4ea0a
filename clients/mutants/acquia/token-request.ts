import {
  processTokenResponse,
  type TokenIdentity,
  tokenRequest,
} from '../../reference/acquia/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';
import { withForm, withHeaders } from '../wire.ts';

/** Clients that ask the token endpoint for something else than the documentation does. */
export const tokenRequestMutants: readonly Mutant[] = [
  {
    name: 'password-grant',
    wrong: 'Asks for the password grant.',
    breaks: ['ACQ-03'],
    make: asking(() => request => withForm(request, form => form.set('grant_type', 'password'))),
  },
  {
    name: 'refresh-token',
    wrong: 'Renews by a refresh token, which there is none.',
    breaks: ['ACQ-03'],
    make: asking(() => {
      const known = new Set<string>();
      return (request, identity) => {
        const name = JSON.stringify(identity);
        if (!known.has(name)) {
          known.add(name);
          return request;
        }
        return withForm(request, form => form.set('grant_type', 'refresh_token'));
      };
    }),
  },
  {
    name: 'own-parameter-names',
    wrong: 'Calls the parameters key and secret.',
    breaks: ['ACQ-18'],
    make: asking(
      () => request =>
        withForm(request, form => {
          form.set('key', form.get('client_id')!);
          form.set('secret', form.get('client_secret')!);
          form.delete('client_id');
          form.delete('client_secret');
        }),
    ),
  },
  {
    name: 'undocumented-parameter',
    wrong: 'Sends an audience that nobody has documented.',
    breaks: ['ACQ-18'],
    make: asking(() => request => withForm(request, form => form.set('audience', 'cloud'))),
  },
  {
    name: 'parameter-twice',
    wrong: 'Sends client_id twice.',
    breaks: ['ACQ-18'],
    make: asking(
      () => request => withForm(request, form => form.append('client_id', form.get('client_id')!)),
    ),
  },
  {
    name: 'json-as-form',
    wrong: 'Sends the body as JSON and announces a form.',
    breaks: ['ACQ-18'],
    make: asking(() => request => {
      const members = Object.fromEntries(new URLSearchParams(String(request.body)));
      return { ...request, body: Buffer.from(JSON.stringify(members)) };
    }),
  },
  {
    name: 'form-as-text',
    wrong: 'Announces the form as plain text, as fetch does with a string.',
    breaks: ['ACQ-18'],
    make: asking(() => request => withHeaders(request, { 'content-type': 'text/plain;charset=UTF-8' })),
  },
  {
    name: 'get-token',
    wrong: 'Asks for a token by GET.',
    breaks: ['ACQ-18'],
    make: asking(() => request => ({ ...request, method: 'GET' })),
  },
  {
    name: 'credentials-in-url',
    wrong: 'Sends the parameters of the token request in the query.',
    breaks: ['ACQ-05', 'ACQ-18'],
    because: 'The body lacks the documented parameters, and the secret stands in a URL.',
    make: asking(() => ({ url, body, ...request }) => ({ ...request, url: new URL(`${url}?${body}`) })),
  },
  {
    name: 'invented-scope',
    wrong: 'Asks for a scope where no organization was given.',
    breaks: ['ACQ-18'],
    make: asking(
      () => (request, identity) =>
        identity.scope === undefined ? withForm(request, form => form.set('scope', 'api')) : request,
    ),
  },
  {
    name: 'strict-about-answers',
    wrong: 'Takes no token answer with a member that it does not know.',
    breaks: ['ACQ-18'],
    make: composed(() => ({
      processTokenResponse: (response, identity) => {
        const grant = processTokenResponse(response, identity);
        const known = ['access_token', 'token_type', 'expires_in', 'scope'];
        const unknown = Object.keys(JSON.parse(String(response.body))).find(name => !known.includes(name));
        if (unknown === undefined) return grant;
        throw new ClientFailure('malformed-response', `Unexpected member ${unknown}.`, {
          status: response.status,
        });
      },
    })),
  },
  {
    name: 'key-in-capitals',
    wrong: 'Writes the key in capitals.',
    breaks: ['ACQ-04'],
    make: asking(
      () =>
        (request, { apiKey }) =>
          withForm(request, form => form.set('client_id', apiKey.toUpperCase())),
    ),
  },
  {
    name: 'secret-cut-short',
    wrong: 'Keeps the first 20 characters of the secret.',
    breaks: ['ACQ-04', 'ACQ-17'],
    because: 'No secret arrives as it was generated, be there something to encode in it or not.',
    make: asking(
      () =>
        (request, { apiSecret }) =>
          withForm(request, form => form.set('client_secret', apiSecret.slice(0, 20))),
    ),
  },
];

/** A client whose token requests are changed before they are sent. */
function asking(make: () => (request: HttpRequest, identity: TokenIdentity) => HttpRequest): Mutant['make'] {
  return composed(() => {
    const change = make();
    return { tokenRequest: identity => change(tokenRequest(identity), identity) };
  });
}
