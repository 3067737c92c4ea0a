import fc from 'fast-check';
import { expect } from 'vitest';
import type { Sandbox } from '../index.ts';
import { nearRequests, type WholeCall } from './near-requests.ts';
import { oddHeader } from './odd-text.ts';
import { rawExchange } from './raw-exchange.ts';

/** How many requests each property makes up; the longer checks raise it. */
export const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 300);
/** For a property, in milliseconds. */
export const fuzzTimeout = 30_000 + numRuns * 100;

const oddTails = [
  '',
  '/',
  '%',
  '%zz',
  '%c3%28',
  '%00',
  '%2e%2e',
  '/../..',
  '//',
  '?',
  '?%',
  '#',
  '\xa0',
  '[',
  ';',
  '\\',
];
const targetTail = fc.oneof(
  { arbitrary: fc.constant(''), weight: 4 },
  fc.constantFrom(...oddTails),
  fc.webPath(),
  fc.webQueryParameters(),
  fc.string({ unit: fc.constantFrom('%', '/', '?', '&', '=', '+', '.', ':', '*', 'a', '0') }),
);
const method = fc.constantFrom(
  ...['GET', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'PROPFIND'],
);
const contentType = fc.constantFrom(
  'application/json',
  'application/hal+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'a/b; charset=\xff',
  '',
);

/** What is odd in its own way at one platform. */
export interface FuzzSpec {
  /** Targets below the sandbox's base. */
  readonly places: readonly string[];
  /** A header line that says who is there. */
  readonly credentials: fc.Arbitrary<string>;
  /** Names of headers that the platform looks at. */
  readonly headers: readonly string[];
  readonly body: fc.Arbitrary<string>;
  /** Calls with a body, one for each route that takes one. */
  readonly calls: readonly WholeCall[];
}

/** A request that no client would send: odd in every part, or a whole one with some odd values in it. */
export function oddRequests({ places, credentials, headers, body, calls }: FuzzSpec) {
  const odd = fc.record({
    method,
    place: fc.constantFrom(...places),
    tail: targetTail,
    credentials,
    contentType,
    header: oddHeader(headers),
    body: fc.oneof(
      fc.uint8Array().map(bytes => Buffer.from(bytes)),
      body.map(text => Buffer.from(text)),
    ),
  });
  return fc
    .oneof(odd, { arbitrary: nearRequests(calls, headers), weight: 3 })
    .map(request => ({ ...request, toString: () => shown(request) }));
}

const shown = (request: { readonly body: Buffer }) =>
  JSON.stringify({ ...request, body: request.body.toString('latin1') });

type OddRequest = ReturnType<typeof oddRequests> extends fc.Arbitrary<infer T> ? T : never;

type CredentialLines = Readonly<Record<string, string>>;
const noCredentials: CredentialLines = { none: 'X-Credentials: none' };
/** Requests that go by until credentials are made again. */
const RENEWED_AFTER = 50;

/**
 * Send made-up requests: none may be answered with a 5xx, or not at all, or be the mock's own fault.
 * @param credentials makes header lines, by the texts that stand for them in requests. It is asked again now and then,
 *   since a request may end what lets the later ones in.
 */
export async function withstands(
  sandbox: Sandbox,
  requests: fc.Arbitrary<OddRequest>,
  credentials: () => CredentialLines | Promise<CredentialLines>,
): Promise<void> {
  let [sentRequests, lines] = [0, noCredentials];
  const prefix = new URL(sandbox.base).pathname;
  await fc.assert(
    fc.asyncProperty(requests, async made => {
      if (sentRequests++ % RENEWED_AFTER === 0) lines = { ...noCredentials, ...(await credentials()) };
      const head = [
        `${made.method} ${prefix}${made.place}${made.tail} HTTP/1.1`,
        'Host: x',
        'Connection: close',
        lines[made.credentials] ?? made.credentials,
        `Content-Type: ${made.contentType}`,
        `${made.header[0]}: ${made.header[1]}`,
        `Content-Length: ${made.body.length}`,
        '\r\n',
      ];
      const bytes = Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), made.body]);
      const status = statusOf(await rawExchange(sandbox.base, bytes));
      // Taken out: a defect that stayed would be found again in every smaller request, which did not cause it.
      const defects = sandbox.defects.splice(0);
      // First, since it tells where the mock broke.
      expect(defects).toEqual([]);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
    }),
    { numRuns },
  );
}

/** Send bytes that are no request at all, each behind one of these beginnings. */
export async function withstandsRubbish(sandbox: Sandbox, beginnings: readonly string[]): Promise<void> {
  const rubbish = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('', 'GET ', ...beginnings), rubbish, async (start, bytes) => {
      const answer = await rawExchange(sandbox.base, Buffer.concat([Buffer.from(start), bytes]), true);
      if (answer !== '') expect(statusOf(answer)).toBeLessThan(500);
    }),
    { numRuns },
  );
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
