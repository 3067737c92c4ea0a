import { describe, expect, test } from 'vitest';
import { readArrived, type SignatureQuestion } from './arrived.ts';
import { pairAttempts } from './attempts.ts';
import { explainSignature } from './signature.ts';
import { sloppyRequest } from './testing/sloppy-signer.ts';
import { FLAGS, TASKS } from './testing/tasks.ts';

const rich = TASKS.rich!;
const explain = (flags: readonly string[], task = rich) =>
  explainSignature(sloppyRequest(task, new Set(flags)));

test('the fault of oauth-1.0a is named in the words of its author’s request', () => {
  const { text, firstDifference, stages } = explain(['plus-in-query-not-decoded'])!;
  expect(text).toBe('`+` in the query was not decoded as a space before signing.');
  expect(firstDifference).toBe('sorted parameters');
  const { expected, sent } = stages.find(s => s.name === 'sorted parameters')!;
  expect([expected.includes('tag=b%20c'), sent.includes('tag=b%2Bc')]).toEqual([true, true]);
});

test('two mistakes are told in two sentences, the stages are those of both', () => {
  const { mistakes, text, stages, firstDifference } = explain(['wrong-scheme', 'secret-not-encoded'])!;
  expect(mistakes).toEqual(['wrong-scheme', 'secret-not-encoded']);
  expect(text).toBe(
    'The URL was signed with http instead of https. The secrets were not percent-encoded for the key.',
  );
  expect(stages.filter(s => s.expected !== s.sent).map(s => s.name)).toEqual([
    'URL',
    'base string',
    'key',
    'signature',
  ]);
  expect(firstDifference).toBe('URL');
});

test.each([
  ['method-in-lower-case', 'method'],
  ['default-port-kept', 'URL'],
  ['unsorted', 'sorted parameters'],
  ['normalized-not-encoded', 'base string'],
  ['ampersand-missing', 'key'],
  ['token-secret-of-another-token', 'key'],
  ['hash-of-another-method:sha256', 'signature'],
  ['base64-alphabet', 'signature'],
])('%s differs first in the %s', (flag, stage) => {
  expect(explain([flag])).toMatchObject({ firstDifference: stage });
});

test('stages stand in the order of signing, and end with what was sent', () => {
  const { stages } = explain(['query-left-out'])!;
  expect(stages.map(s => s.name)).toEqual([
    'method',
    'URL',
    'sorted parameters',
    'base string',
    'key',
    'signature',
  ]);
  const sent = readArrived(sloppyRequest(rich, new Set(['query-left-out'])))!.signature.value;
  expect(stages.at(-1)?.sent).toBe(sent);
  expect(stages[4]).toEqual({
    name: 'key',
    expected: '••%20••••%2B••••••%2F%26~%21%C3%A9&•••%3D••••••%21',
    sent: '••%20••••%2B••••••%2F%26~%21%C3%A9&•••%3D••••••%21',
  });
});

test('of PLAINTEXT there is but the key', () => {
  const { stages, firstDifference } = explain(['tilde-encoded'], TASKS.PLAINTEXT)!;
  expect(firstDifference).toBe('key');
  expect(stages).toEqual(
    ['key', 'signature'].map(name => ({
      name,
      expected: '••%20••••%2B••••••%2F%26~%21%C3%A9&•••%3D••••••%21',
      sent: '••%20••••%2B••••••%2F%26%7E%21%C3%A9&•••%3D••••••%21',
    })),
  );
});

describe('no secret', () => {
  const pieces = /cs.demo|secret|tok.secret|the.other.one/i;
  test.each(Object.entries(TASKS))('is told of %s', (_name, task) => {
    const told = FLAGS.map(flag => explain([flag], task)).filter(e => e !== undefined);
    expect(told.length).toBeGreaterThan(10);
    for (const { stages } of told) expect(JSON.stringify(stages)).not.toMatch(pieces);
  });
});

test('what else would have had the same effect is said too', () => {
  const simple = { ...rich, query: [{ name: 'a', value: '', raw: 'a=' }], form: [], path: '/' };
  const { mistakes, text } = explain(['query-left-out'], simple)!;
  expect(mistakes).toEqual(['query-left-out']);
  expect(text).toBe(
    'The parameters of the query were left out of the signature. ' +
      'Or, with the same effect in this request: Parameters with an empty value were not signed.',
  );
});

describe('nothing is explained', () => {
  const question = sloppyRequest(rich, new Set());
  const signed = (signature: string) =>
    question.authorization!.replace(/oauth_signature="[^"]*"/, `oauth_signature="${signature}"`);
  test.each<[string, Partial<SignatureQuestion>]>([
    ['of a right signature', {}],
    ['of a signature that nothing reproduces', { authorization: signed('x') }],
    ['without a signature', { authorization: undefined }],
    ['of another scheme', { authorization: 'Bearer x' }],
    ['of a header that cannot be read', { authorization: signed('x').replaceAll('"', "'") }],
    [
      'of a method that is not supported',
      { authorization: signed('x').replace('HMAC-SHA512', 'HMAC-SHA256') },
    ],
  ])('%s', (_what, change) => {
    expect(explainSignature({ ...question, ...change })).toBeUndefined();
  });
});

test('the work is bounded, however many tokens there are', () => {
  const otherTokenSecrets = Array.from({ length: 1000 }, (_, i) => `secret ${i}`);
  const question = sloppyRequest(rich, new Set(['token-secret-of-another-token']));
  const taken = { ...question, otherTokenSecrets: [...otherTokenSecrets, rich.otherTokenSecret!] };
  expect(explainSignature(taken)).toBeUndefined();
  const arrived = readArrived(question)!;
  const secrets = { consumer: 'a', token: 'b' };
  const tries = [...pairAttempts({ arrived, secrets, otherTokenSecrets: otherTokenSecrets.slice(0, 10) })];
  expect(tries.length).toBeLessThan(4000);
});
