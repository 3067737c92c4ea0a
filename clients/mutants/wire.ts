import { HttpClient, type HttpRequest, type HttpResponse, type Transport } from '../reference/http.ts';

/** Sends a request; what a change may do as often as it likes. */
export type SendOne = (request: HttpRequest) => Promise<HttpResponse>;

/** A transport that does as `change` says, over the reference client's own. */
export function transport(change: (request: HttpRequest, send: SendOne) => Promise<HttpResponse>): Transport {
  const http = new HttpClient();
  return {
    send: (request, timeoutMs) => change(request, changed => http.send(changed, timeoutMs)),
    close: () => http.close(),
  };
}

/** A transport that changes the requests which carry an access token. */
export function onCalls(change: (request: HttpRequest, token: string) => HttpRequest): Transport {
  return transport((request, send) => {
    const token = tokenOf(request);
    return send(token === undefined ? request : change(request, token));
  });
}

/** A transport that sends a request so many times in all, as long as the answer is of this kind. */
export function sendingAgain(
  isMeant: (response: HttpResponse, request: HttpRequest) => boolean,
  times = 20,
): Transport {
  return transport(async (request, send) => {
    let response = await send(request);
    for (let sent = 1; sent < times && isMeant(response, request); sent++) response = await send(request);
    return response;
  });
}

/** The access token of a request, if it carries one. */
export function tokenOf({ headers }: HttpRequest): string | undefined {
  return /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1];
}

/** A request with headers set to something else. */
export function withHeaders(request: HttpRequest, headers: Readonly<Record<string, string>>): HttpRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

/** A request without one of its headers. */
export function withoutHeader(request: HttpRequest, name: string): HttpRequest {
  const { [name]: _, ...headers } = request.headers;
  return { ...request, headers };
}

/** A request with one more parameter in its query. */
export function withQuery(request: HttpRequest, name: string, value: string): HttpRequest {
  const url = new URL(request.url);
  url.search += `${url.search === '' ? '?' : '&'}${name}=${encodeURIComponent(value)}`;
  return { ...request, url };
}

/** A form request with its fields changed. */
export function withForm(request: HttpRequest, change: (form: URLSearchParams) => void): HttpRequest {
  const form = new URLSearchParams(String(request.body));
  change(form);
  return { ...request, body: Buffer.from(form.toString()) };
}

/** A response without its body, said to be a success. */
export function succeeding(response: HttpResponse): HttpResponse {
  return { ...response, status: 200, body: Buffer.alloc(0) };
}
