import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** What the tests sign, and what they may get wrong about it. Nothing here is shared with the mock's verifier. */
export interface SignedCall {
  readonly url: string;
  readonly id: string;
  /** Bytes of the key. */
  readonly key: Buffer;
  readonly method?: string;
  readonly body?: string;
  readonly contentType?: string;
  /** Seconds since the epoch. */
  readonly timestamp: string;
  readonly nonce?: string;
  readonly realm?: string;
  readonly version?: string;
  /** Headers to sign beside the fixed ones. */
  readonly signed?: Readonly<Record<string, string>>;
  /** Sent as they are, over what was signed; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Changes the text before it is signed. */
  readonly text?: (text: string) => string;
  /** Changes the Authorization header before it is sent. */
  readonly authorization?: (header: string) => string;
}

/** What came back. */
export interface SignedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What the answer's signature header should be. */
  readonly expectedSignature: string;
}

export const NONCE = '1f0c9e11-0000-4000-8000-000000000001';

/** Sign a call by HTTP HMAC 2.0 and make it. */
export async function signedCall(call: SignedCall): Promise<SignedAnswer> {
  const { method = 'GET', body = '', nonce = NONCE, timestamp } = call;
  const sent = request(call.url, { method, headers: clean(signedHeaders(call)) });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await answer.toArray()).toString();
  const expectedSignature = mac(call.key, `${nonce}\n${timestamp}\n${text}`);
  return { status: answer.statusCode!, headers: answer.headers, body: text, expectedSignature };
}

function signedHeaders(call: SignedCall): Record<string, string | undefined> {
  const { body = '', contentType = 'application/json', timestamp, signed = {}, headers = {} } = call;
  const { nonce = NONCE, realm = 'Acquia', version = '2.0', id } = call;
  const hash = createHash('sha256').update(body).digest('base64');
  const { host, pathname, search } = new URL(call.url);
  const names = Object.keys(signed).sort();
  const lines = [
    call.method ?? 'GET',
    host,
    pathname,
    search.slice(1),
    `id=${id}&nonce=${nonce}&realm=${encodeURIComponent(realm)}&version=${version}`,
    ...names.map(name => `${name.toLowerCase()}:${signed[name]}`),
    timestamp,
    ...(body === '' ? [] : [contentType.toLowerCase(), hash]),
  ];
  const signature = mac(call.key, (call.text ?? same)(lines.join('\n')));
  const list = names.join('%3B');
  const header = `acquia-http-hmac realm="${realm}",id="${id}",nonce="${nonce}",version="${version}",headers="${list}",signature="${signature}"`;
  return {
    Authorization: (call.authorization ?? same)(header),
    'X-Authorization-Timestamp': timestamp,
    ...(body === '' ? {} : { 'Content-Type': contentType, 'X-Authorization-Content-SHA256': hash }),
    ...signed,
    ...headers,
  };
}

const same = (text: string) => text;

function mac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64');
}

function clean(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([n, v]) => (v === undefined ? [] : [[n, v]])));
}
