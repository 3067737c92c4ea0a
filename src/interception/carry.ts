import { ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { type Duplex, Readable } from 'node:stream';

/** Opens a connection to the mocks' production addresses. */
export type Connect = () => Duplex;

type MakeRequest = new (options: RequestOptions, taken: (message: IncomingMessage) => void) => ClientRequest;
/** Node's own class, also where a library has put another in its place: this request is not to be intercepted. */
const OwnRequest = ClientRequest.prototype.constructor as unknown as MakeRequest;

/** Answers that have no body (Fetch standard, null body status). */
const NULL_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Carry an intercepted request to the mocks. It names its whole URL, as one to a proxy does (RFC 9112 section
 * 3.2.2), so that scheme and host arrive with it.
 * @throws (as a rejection) when the connection ends before an answer has come: the host is refused
 */
export async function carry(request: Request, connect: Connect): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  const connection = connect();
  return new Promise((resolve, reject) => {
    const sent = new OwnRequest(
      {
        method: request.method,
        path: request.url.replace(/#.*$/s, ''),
        headers: headersOf(request, body),
        setHost: false,
        createConnection: () => connection,
      },
      message => {
        // It serves no other request.
        message.once('end', () => connection.destroy());
        resolve(responseOf(request, message));
      },
    );
    request.signal.addEventListener('abort', () => sent.destroy());
    sent.on('error', reject).end(body);
  });
}

/** The headers that the client gave, and what HTTP demands of each request where `fetch` had not added it yet. */
function headersOf(request: Request, body: Buffer): Record<string, string> {
  const headers = Object.fromEntries(request.headers);
  headers.host ??= new URL(request.url).host;
  headers.connection ??= 'keep-alive';
  const mayBeEmpty = ['GET', 'HEAD'].includes(request.method) && body.length === 0;
  if (!mayBeEmpty && headers['transfer-encoding'] === undefined)
    headers['content-length'] = String(body.length);
  return headers;
}

function responseOf({ method }: Request, message: IncomingMessage): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = message;
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  const empty = method === 'HEAD' || NULL_BODY.has(status);
  if (empty) message.resume();
  const body = empty ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
  return new Response(body, { status, statusText, headers });
}
