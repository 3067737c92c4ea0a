import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Evidence } from './evidence.ts';

const LIMIT = 64 * 1024;

test.each([1, 1000, LIMIT, 3 * LIMIT])('keeps the last 64 KiB, in pieces of %i bytes', size => {
  const evidence = new Evidence();
  const stream = new PassThrough();
  evidence.collect(stream);
  let written = '';
  for (let i = 0; written.length < 4 * LIMIT; i++) {
    const piece = String.fromCharCode(97 + (i % 26)).repeat(size);
    written += piece;
    stream.emit('data', Buffer.from(piece));
  }
  expect(evidence.take()).toBe(written.slice(-LIMIT));
  expect(evidence.take()).toBe('');
});

test('keeps little as it came, with remarks in their place', () => {
  const evidence = new Evidence();
  const stream = new PassThrough();
  evidence.collect(stream);
  stream.emit('data', Buffer.from('one\n'));
  evidence.noteLate('session/request', 1.5);
  stream.emit('data', Buffer.from('two\n'));
  expect(evidence.take()).toBe(
    'one\n[countersign] an answer to session/request came 2 ms too late and was thrown away\ntwo\n',
  );
});
