import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOAuthHeader, parseAuthorizationHeader } from './authorization-header.ts';
import { encode } from './encode.ts';

const parsed = (header: string) => parseAuthorizationHeader(header);

test('parameters are read in any order, with or without blanks, and the realm is none of them', () => {
  const pairs = fc.array(
    fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
  );
  const comma = fc.constantFrom(',', ', ', ',\t', ' , ');
  fc.assert(
    fc.property(pairs, comma, fc.nat(), (parameters, separator, at) => {
      fc.pre(parameters.every(([name]) => name.toLowerCase() !== 'realm'));
      const written = parameters.map(([name, value]) => `${encode(name)}="${encode(value)}"`);
      written.splice(at % (written.length + 1), 0, 'realm="Fo,o=%"');
      expect(parsed(`OAuth ${written.join(separator)}`)).toEqual({
        parameters,
        realm: 'Fo,o=%',
        unencoded: [],
      });
    }),
    { numRuns: 200 },
  );
});

test.each(['oauth', 'OAUTH', 'oAuth'])('the scheme may be written %s', scheme => {
  expect(parsed(`${scheme} a="1"`)).toMatchObject({ parameters: [['a', '1']] });
});

test('a plus is a plus, and what should have been encoded is read and named', () => {
  expect(parsed('OAuth a="x+y",b="x%2By",c="%c3%a9",d="(é)"')).toEqual({
    parameters: [
      ['a', 'x+y'],
      ['b', 'x+y'],
      ['c', 'é'],
      ['d', '(é)'],
    ],
    unencoded: ['a', 'd'],
  });
});

test.each([
  [`OAuth a='1'`, 'a value stands in single quotes instead of double ones'],
  ['OAuth a=1', 'a value does not stand in quotes'],
  ['OAuth a="1" b="2"', 'a comma is missing between two parameters'],
  ['OAuth a="1"b="2"', 'a comma is missing between two parameters'],
  ['OAuth a="1",b="2', 'a parameter is not of the form name="value"'],
  ['OAuth a = "1"', 'a parameter is not of the form name="value"'],
  ['OAuth nonsense', 'a parameter is not of the form name="value"'],
  ['OAuth a="%zz"', 'the percent-encoding of a is broken'],
  ['OAuth a="%FF"', 'the percent-encoding of a is broken'],
  ['Bearer a="1"', 'the scheme is not OAuth'],
])('%s: %s', (header, wrong) => {
  expect(parsed(header)).toEqual({ wrong });
});

test('empty elements of the list are allowed (RFC 2616 section 2.1)', () => {
  expect(parsed('OAuth ,a="1",, b="2",')).toMatchObject({
    parameters: [
      ['a', '1'],
      ['b', '2'],
    ],
  });
});

test('nothing is read from a header that says nothing', () => {
  expect(parsed('OAuth')).toEqual({ parameters: [], unencoded: [] });
  expect(parsed('OAuth realm="x"')).toEqual({ parameters: [], unencoded: [], realm: 'x' });
});

test('no header makes it throw, and a hostile one takes no time', () => {
  fc.assert(fc.property(fc.string(), text => parsed(`OAuth ${text}`) !== undefined));
  const hostile = `OAuth ${'a="'.repeat(20_000)}`;
  expect(parsed(hostile)).toHaveProperty('wrong');
});

test.each([
  ['OAuth a="1"', true],
  ['oauth', true],
  ['OAuth2 a="1"', false],
  ['Bearer x', false],
  [undefined, false],
])('%s asks for OAuth: %s', (header, asked) => {
  expect(isOAuthHeader(header)).toBe(asked);
});
