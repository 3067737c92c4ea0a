import * as http from 'node:http';
import * as https from 'node:https';
import type { Answer } from '../checks/provider.ts';

/** One request of the harness. */
export interface PlainRequest {
  /** GET without one. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields are sent as a form. */
  readonly body?: string | URLSearchParams;
}

/** What came back. */
export interface PlainAnswer extends Answer {
  /** The Set-Cookie headers, which must not be joined (RFC 9110 section 5.3). */
  readonly setCookies: readonly string[];
}

const PLAIN = new http.Agent({ keepAlive: true });
const SECURE = new https.Agent({ keepAlive: true });
/** The mocks answer at once; who is silent for so long will not. */
const SILENCE_MS = 30_000;

/**
 * Send one request as it is: no redirect is followed and nothing repeated. Not by `fetch`: a client in this process
 * may have changed it, and it takes twice the time.
 * @throws Error where there is no answer
 */
export async function send(
  url: string | URL,
  { method = 'GET', headers = {}, body }: PlainRequest = {},
): Promise<PlainAnswer> {
  const isForm = body instanceof URLSearchParams;
  const bytes = body === undefined ? undefined : Buffer.from(body.toString());
  const message = await respond(
    new URL(url),
    method,
    {
      ...(isForm && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
      ...(bytes !== undefined && { 'content-length': String(bytes.length) }),
    },
    bytes,
  );
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const joined = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    status: message.statusCode!,
    headers: Object.fromEntries(joined),
    setCookies: message.headers['set-cookie'] ?? [],
    body: Buffer.concat(chunks).toString(),
  };
}

function respond(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: Buffer | undefined,
): Promise<http.IncomingMessage> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, { method, headers, agent: secure ? SECURE : PLAIN });
    request.setTimeout(SILENCE_MS, () => request.destroy(new Error(`${url.origin} does not answer.`)));
    request.once('response', resolve).on('error', reject).end(body);
  });
}
