import type { Request } from 'express';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAuthorization as parseHmac } from '../mocks/acquia/hmac/parse.ts';
import { parseAuthorization as parseApiToken } from '../mocks/api-token-realm/admission/header.ts';
import { bearerCredential } from '../mocks/kernel/bearer-guard.ts';
import { presentedClient } from '../mocks/kernel/client-authentication.ts';
import { decodeForm, type Exchange, parseJson } from '../mocks/kernel/index.ts';
import { parseAuthorizationHeader } from '../mocks/kernel/oauth1/index.ts';
import { presentedSecrets } from '../src/serve/presented.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 300);

const pieces = [
  '"',
  "'",
  '\\',
  '%',
  '%ff',
  '%00',
  '=',
  ',',
  ':',
  ' ',
  '\t',
  ';',
  '+',
  '&',
  'a',
  '0',
  '\xff',
  '[',
  '{',
];
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...pieces) }));
const scheme = fc.constantFrom(
  'Bearer',
  'Basic',
  'OAuth',
  'acquia-http-hmac',
  'apiToken',
  'bearer',
  'BASIC',
  'x',
);
const parameter = fc.constantFrom(
  'realm',
  'id',
  'nonce',
  'version',
  'headers',
  'signature',
  'oauth_signature',
  'x',
);
const pairs = fc
  .array(fc.tuple(parameter, text))
  .map(all => all.map(([name, value]) => `${name}="${value}"`).join(', '));
const header = fc.oneof(
  text,
  fc.tuple(scheme, fc.oneof(text, pairs, fc.base64String())).map(parts => parts.join(' ')),
);
const asRequest = (authorization: string) => ({ headers: { authorization } }) as Request;

/** Either it was understood, or it is said what is wrong. */
function expectOutcome(outcome: object): void {
  if ('wrong' in outcome) expect(outcome.wrong).toBeTypeOf('string');
  else expect(Object.keys(outcome).length).toBeGreaterThan(0);
}

const readers: Record<string, (value: string) => void> = {
  Bearer: value => expect(bearerCredential(value) ?? '').not.toMatch(/\s/),
  Basic: value => expect(presentedClient(asRequest(value), [], true).method).toMatch(/^client_secret_/),
  'OAuth 1': value => expectOutcome(parseAuthorizationHeader(value)),
  'acquia-http-hmac': value => expectOutcome(parseHmac(value)),
  apiToken: value => expectOutcome(parseApiToken(value)),
};

describe('whatever stands in an Authorization header', () => {
  test.each(Object.entries(readers))('the reader of %s makes something of it', (_, read) => {
    fc.assert(
      fc.property(header, value => {
        read(value);
      }),
      { numRuns },
    );
  });
});

test('whatever is sent as a form, a query or JSON is decoded, or is none', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.webQueryParameters()), sent => {
      for (const [name, value] of decodeForm(sent))
        expect([typeof name, typeof value]).toEqual(['string', 'string']);
    }),
    { numRuns },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map(json => Buffer.from(json)),
      ),
      sent => {
        expect(() => parseJson(Buffer.from(sent))).not.toThrow();
      },
    ),
    { numRuns },
  );
});

test('whatever an exchange holds, its secrets can be told', () => {
  const name = fc.constantFrom('Authorization', 'Cookie', 'Set-Cookie', 'X-Api-Key', 'Location', 'X');
  const headers = fc.array(fc.tuple(name, fc.oneof(header, text)), { maxLength: 4 });
  const sent = fc.oneof(fc.json(), text, pairs).map(body => Buffer.from(body));
  fc.assert(
    fc.property(headers, headers, text, sent, sent, (asked, answered, target, body, answer) => {
      const request = { method: 'GET', url: target, target, headers: asked, body };
      const exchange = { request, response: { status: 200, headers: answered, body: answer } };
      for (const secret of presentedSecrets(exchange as unknown as Exchange))
        expect(secret).toBeTypeOf('string');
    }),
    { numRuns },
  );
});
