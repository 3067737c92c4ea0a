import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHmac, parseAuthorization } from './parse.ts';

const values = {
  realm: 'Acquia',
  id: '5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11',
  nonce: '1f0c9e11-0000-4000-8000-000000000001',
  version: '2.0',
  headers: 'X-B;x-a',
  signature: '+Q/Tb6aFvT4gjY5/AwEbQSnmi/gYZc8U3rq6Al1fUaA=',
};
const read = { ...values, signedHeaders: ['x-a', 'x-b'], headers: undefined };
const names = Object.keys(values) as (keyof typeof values)[];

test('attributes are read by name, in any order, raw or percent-encoded, and a plus stays one', () => {
  const order = fc.shuffledSubarray(names, { minLength: names.length });
  const writing = fc.func(fc.boolean());
  fc.assert(
    fc.property(order, writing, fc.constantFrom(',', ', '), (ordered, encoded, comma) => {
      const write = (name: keyof typeof values) =>
        `${name}="${encoded(name) ? encodeURIComponent(values[name]) : values[name]}"`;
      expect(parseAuthorization(`acquia-http-hmac ${ordered.map(write).join(comma)}`)).toEqual(read);
    }),
    { numRuns: 100 },
  );
});

test('without signed headers the attribute may be empty or left out', () => {
  const header = `acquia-http-hmac ${names.filter(n => n !== 'headers').map(n => `${n}="${values[n]}"`)}`;
  expect(parseAuthorization(header)).toMatchObject({ signedHeaders: [] });
  expect(parseAuthorization(`${header},headers=""`)).toMatchObject({ signedHeaders: [] });
});

test.each(['realm', 'id', 'nonce', 'version', 'signature'])('%s may not be missing or empty', missing => {
  const write = (empty: boolean) =>
    names.flatMap(n => (n === missing && !empty ? [] : [`${n}="${n === missing ? '' : values[n]}"`])).join();
  for (const empty of [true, false]) {
    expect(parseAuthorization(`acquia-http-hmac ${write(empty)}`)).toEqual({
      wrong: `the attribute ${missing} is missing`,
    });
  }
});

test.each([
  ['acquia-http-hmac', 'the attribute realm is missing'],
  ['acquia-http-hmac id="x"nonce="y"', 'an attribute is not of the form name="value"'],
  ['acquia-http-hmac id="x" y', 'an attribute is not of the form name="value"'],
  ['acquia-http-hmac id=x', 'an attribute is not of the form name="value"'],
  ['acquia-http-hmac id="x",id="y"', 'the attribute id stands twice'],
  ['acquia-http-hmac id="x",ID="y"', 'the attribute ID stands twice'],
])('%j: %s', (header, wrong) => {
  expect(parseAuthorization(header)).toEqual({ wrong });
});

test('names may be in any case', () => {
  expect(
    parseAuthorization(`acquia-http-hmac ${names.map(n => `${n.toUpperCase()}="${values[n]}"`)}`),
  ).toEqual(read);
});

test('a raw value may hold a comma', () => {
  const header = `acquia-http-hmac ${names.map(n => `${n}="${n === 'realm' ? 'Foo, Bar' : values[n]}"`)}`;
  expect(parseAuthorization(header)).toMatchObject({ realm: 'Foo, Bar', id: values.id });
});

test('a value that is no percent-encoding stays as it is', () => {
  const header = `acquia-http-hmac ${names.map(n => `${n}="${n === 'realm' ? '100%' : values[n]}"`)}`;
  expect(parseAuthorization(header)).toMatchObject({ realm: '100%' });
});

test.each([
  ['acquia-http-hmac id="x"', true],
  ['Acquia-HTTP-HMAC id="x"', true],
  ['acquia-http-hmac', true],
  ['acquia-http-hmac2 id="x"', false],
  ['Bearer acquia-http-hmac', false],
  [undefined, false],
])('%j asks for HMAC: %s', (header, asked) => {
  expect(isHmac(header)).toBe(asked);
});
