import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeForm, parameter, parseJson, repeated } from './parameters.ts';
import { tinyHost } from './testing/tiny-host.ts';

const tinies = tinyHost();

test.each([
  [
    'a=1&b=2&a=3',
    [
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ],
  ],
  ['s=a+b%2Bc%20d', [['s', 'a b+c d']]],
  ['s=a%2Fb%3D%26%25', [['s', 'a/b=&%']]],
  ['s=%252B', [['s', '%2B']]],
  [
    's=100%&t=%zz',
    [
      ['s', '100%'],
      ['t', '%zz'],
    ],
  ],
  ['?a=1', [['?a', '1']]],
  [
    'a&=b',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['s=gr%C3%BCn', [['s', 'grün']]],
  ['', []],
])('the form %j', (text, expected) => {
  expect(decodeForm(text)).toEqual(expected);
});

test('what an encoder writes is read back', () => {
  const name = fc.string({ unit: 'binary', minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary' }))), written => {
      const text = written.map(pair => pair.map(encodeURIComponent).join('=')).join('&');
      expect(decodeForm(text)).toEqual(written);
    }),
    { numRuns: 100 },
  );
});

test('a parameter without a value counts as left out; the first of several is meant', () => {
  const parameters = decodeForm('a=&b=1&b=2');
  expect([parameter(parameters, 'a'), parameter(parameters, 'b'), parameter(parameters, 'c')]).toEqual([
    undefined,
    '1',
    undefined,
  ]);
});

test('names that stand more than once are named once', () => {
  expect(repeated(decodeForm('a=1&b=2&a=3&a=4&c=5&b=6'))).toEqual(['a', 'b']);
  expect(repeated(decodeForm('a=1&b=2'))).toEqual([]);
});

const form = 'application/x-www-form-urlencoded';
test.each<[type: string, body: string, expected: unknown]>([
  [form, 'a=b+c', [['a', 'b c']]],
  [`${form.toUpperCase()}; charset=UTF-8`, 'a=b+c', [['a', 'b c']]],
  ['application/json', '{"a":"b+c"}', [['a', 'b+c']]],
  ['application/hal+json; x=y', '{"a":"ü"}', [['a', 'ü']]],
  [
    'application/json',
    '{"n":1,"t":true,"z":null,"o":{"toString":1},"l":[2]}',
    [
      ['n', '1'],
      ['t', 'true'],
      ['z', ''],
      ['o', '{"toString":1}'],
      ['l', '[2]'],
    ],
  ],
  ['application/json', '', []],
  ['text/plain', 'a=b', []],
  ['', 'a=b', []],
  ['application/jsonx', '{"a":1}', []],
  ['application/json', '{"a":', { code: 'malformed_body' }],
  ['application/json', '[1]', { code: 'malformed_body' }],
  ['application/json', 'null', { code: 'malformed_body' }],
  ['application/json', '"a=b"', { code: 'malformed_body' }],
])('a body of type %j: %j', async (type, body, expected) => {
  const response = await fetch(`${tinies.open().base}/form`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  expect(await response.json()).toEqual(expected);
});

test('half a surrogate pair in JSON is U+FFFD, in names and in texts; a whole pair stays', () => {
  const sent = '{"a\\ud800":["\\udc00b",{"c":"\\ud83d\\ude00"}],"__proto__":1}';
  const json = parseJson(Buffer.from(sent));
  expect(json).toEqual(JSON.parse('{"a\ufffd":["\ufffdb",{"c":"\u{1f600}"}],"__proto__":1}'));
  expect(Object.keys(json as object)).toEqual(['a\ufffd', '__proto__']);
});
