import { ClientFailure } from './failure.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Makes one request to the API's own origin, authenticated, or to another one, without credentials. */
export interface Hops {
  own(request: HttpRequest): Promise<HttpResponse>;
  foreign(request: HttpRequest): Promise<HttpResponse>;
}

/**
 * Make a request and follow its redirects, as far as that is safe: only for GET and HEAD, at most
 * {@link MAX_REDIRECTS} times, never from https to http, and without credentials from the first hop on that
 * leaves the origin (scheme, host and port) of the request.
 * @throws ClientFailure `insecure-transport`, or `other` when there is no end of redirects
 * @see RFC 9110 section 15.4
 */
export async function following(request: HttpRequest, hops: Hops): Promise<HttpResponse> {
  let hop = request;
  let own = true;
  for (let followed = 0; ; followed++) {
    const response = await (own ? hops.own(hop) : hops.foreign(hop));
    const target = redirectTarget(hop, response);
    if (target === undefined) return response;
    if (followed === MAX_REDIRECTS) {
      throw new ClientFailure('other', `Gave up after ${MAX_REDIRECTS} redirects.`, {
        status: response.status,
      });
    }
    own &&= target.origin === request.url.origin;
    hop = own ? { ...hop, url: target } : withoutPrivateParts(hop, target);
  }
}

/** Where a response sends a request on to; undefined when the response is for the caller. */
function redirectTarget({ method, url }: HttpRequest, { status, headers }: HttpResponse): URL | undefined {
  const { location } = headers;
  if (!REDIRECTS.has(status) || location === undefined || !['GET', 'HEAD'].includes(method)) return undefined;
  const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  if (target === undefined || !['http:', 'https:'].includes(target.protocol)) return undefined;
  if (url.protocol === 'https:' && target.protocol === 'http:') {
    throw new ClientFailure('insecure-transport', 'Refused a redirect from https to http.', { status });
  }
  // Node would make an Authorization header of these.
  target.username = '';
  target.password = '';
  return target;
}

/** A stranger learns what is asked for, nothing that the caller added to it. */
function withoutPrivateParts({ method, headers: { accept = '*/*' } }: HttpRequest, url: URL): HttpRequest {
  return { method, url, headers: { accept } };
}
