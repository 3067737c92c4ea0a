import * as http from 'node:http';
import * as https from 'node:https';
import { ClientFailure } from './failure.ts';

/** One HTTP request; header names are in lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

/** One HTTP response; header names are in lower case, repeated headers joined by a comma. */
export interface HttpResponse {
  /** Where it came from: after a redirect this is not where the request went. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a client sends its requests through. */
export interface Transport {
  send(request: HttpRequest, timeoutMs: number): Promise<HttpResponse>;
  close(): void;
}

/**
 * Sends requests over connections that are kept for the next one. Idle connections do not keep the process
 * alive. Nothing is repeated and no redirect is followed here.
 */
export class HttpClient implements Transport {
  readonly #plain = new http.Agent({ keepAlive: true });
  readonly #secure = new https.Agent({ keepAlive: true });

  /**
   * @param timeoutMs for the whole exchange
   * @throws ClientFailure `timeout`; `network` when the connection fails or ends before the body is whole
   */
  async send(request: HttpRequest, timeoutMs: number): Promise<HttpResponse> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const message = await this.#dispatch(request, signal);
      const body = await readBody(message);
      return { url: request.url, status: message.statusCode!, headers: joined(message.headers), body };
    } catch (cause) {
      throw transportFailure(request.url, cause, signal.aborted);
    }
  }

  /** Close the idle connections. */
  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  #dispatch({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
    const secure = url.protocol === 'https:';
    // Node gives a DELETE with a body no length of its own accord, so it is always stated.
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    return new Promise((resolve, reject) => {
      (secure ? https : http)
        .request(url, {
          method,
          headers: { ...headers, ...length },
          agent: secure ? this.#secure : this.#plain,
          signal,
        })
        .once('response', resolve)
        .on('error', reject)
        .end(body);
    });
  }
}

async function readBody(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function joined(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
}

function transportFailure(url: URL, cause: unknown, timedOut: boolean): ClientFailure {
  if (timedOut) return new ClientFailure('timeout', `${url.origin} did not answer in time.`, { cause });
  const code = (cause as NodeJS.ErrnoException).code ?? 'connection lost';
  return new ClientFailure('network', `The exchange with ${url.origin} failed: ${code}.`, { cause });
}
