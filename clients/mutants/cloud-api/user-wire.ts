import type { HttpRequest, HttpResponse, Transport } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';
import { transport } from '../wire.ts';

/** A request of the token endpoint, by what it asks with. */
export function asksWith(grant: 'authorization_code' | 'refresh_token', request: HttpRequest): boolean {
  const form = new URLSearchParams(String(request.body ?? ''));
  return request.url.pathname.endsWith('/oauth/token') && form.get('grant_type') === grant;
}

/** The access token that a request for the user carries; a key asks for other things. */
export function userToken({ headers, url }: HttpRequest): string | undefined {
  if (!url.pathname.endsWith('/user')) return undefined;
  return /^Bearer (?!sk_live_)(.*)$/.exec(headers.authorization ?? '')?.[1];
}

/** The reference client, whose calls with a user's token are changed before they are sent. */
export function onUserCalls(change: (request: HttpRequest, token: string) => HttpRequest): Mutant['make'] {
  return composed(() => ({
    http: transport((request, send) => {
      const token = userToken(request);
      return send(token === undefined ? request : change(request, token));
    }),
  }));
}

/** A transport that tells of some answers of the token endpoint as of a token. */
export function pretending(isMeant: (request: HttpRequest, response: HttpResponse) => boolean): Transport {
  return transport(async (request, send) => {
    const response = await send(request);
    return isMeant(request, response) ? withToken(response) : response;
  });
}

/** An answer that holds a token which nobody has issued. */
export function withToken(response: HttpResponse): HttpResponse {
  const body = Buffer.from('{"access_token":"made-up","token_type":"Bearer"}');
  return { ...response, status: 200, body };
}
