import fc from 'fast-check';
import { expect } from 'vitest';
import type { Sandbox } from '../index.ts';
import { rawExchange } from './raw-exchange.ts';

/** How many requests each property makes up; the longer checks raise it. */
export const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 300);
/** For a property, in milliseconds. */
export const fuzzTimeout = 30_000 + numRuns * 100;

/** Bytes of a header or a target that end neither: everything but control characters. */
export const latin1 = fc.string({
  unit: fc
    .nat(254)
    .filter(n => n >= 32 && n !== 127)
    .map(n => String.fromCharCode(n)),
});

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
}

/** A request that no client would send, as bytes for a sandbox. */
export function oddRequests({ places, credentials, headers, body }: FuzzSpec) {
  const made = fc.record({
    method,
    place: fc.constantFrom(...places),
    tail: targetTail,
    credentials,
    contentType,
    header: fc.tuple(fc.constantFrom(...headers, 'Cookie', 'Host', 'Accept'), latin1),
    body: fc.oneof(
      fc.uint8Array().map(bytes => Buffer.from(bytes)),
      body.map(text => Buffer.from(text)),
    ),
  });
  return made.map(request => ({ ...request, toString: () => JSON.stringify(request) }));
}
type OddRequest = ReturnType<typeof oddRequests> extends fc.Arbitrary<infer T> ? T : never;

/**
 * Send made-up requests: none may be answered with a 5xx, or not at all, or be the mock's own fault.
 * @param lines what stands for a credential that is known only now, by the text that the spec has for it
 */
export async function withstands(
  sandbox: Sandbox,
  requests: fc.Arbitrary<OddRequest>,
  lines: Readonly<Record<string, string>>,
): Promise<void> {
  const prefix = new URL(sandbox.base).pathname;
  await fc.assert(
    fc.asyncProperty(requests, async made => {
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
