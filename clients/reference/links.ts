import type { Params } from '../../src/protocol/index.ts';
import { apiRequest } from './api-call.ts';
import { ClientFailure } from './failure.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import { following, type Hops } from './redirects.ts';

/**
 * The HTTP request that a `session/request` asks for, where that may name a link from an earlier answer.
 * @param base the API's address
 * @param accept the media types to ask for, where the caller does not say
 * @throws ClientFailure `insecure-transport` for a link from https to http
 */
export function requested(
  base: string,
  { url: link, ...call }: Omit<Params<'session/request'>, 'session'>,
  accept?: string,
): HttpRequest {
  const request = apiRequest(base, call, accept);
  const url = link === undefined ? request.url : new URL(link);
  if (request.url.protocol === 'https:' && url.protocol !== 'https:') {
    throw new ClientFailure('insecure-transport', 'Refused a link from https to http.');
  }
  // Node would make an Authorization header of these.
  url.username = '';
  url.password = '';
  return { ...request, url };
}

/** Make a request and follow its redirects; where it leaves the API's origin from the first, without credentials. */
export function followingLink(base: string, request: HttpRequest, hops: Hops): Promise<HttpResponse> {
  const isOwn = request.url.origin === new URL(base).origin;
  return following(request, isOwn ? hops : { own: hops.foreign, foreign: hops.foreign });
}
