import { expect, test } from 'vitest';
import { sampleCase, sampleRecord } from './fixtures/record.ts';
import { paintFor } from './paint.ts';
import { createProgress } from './progress.ts';

const suite = { name: 'countersign', version: '0.1.0' };
const plain = paintFor({}, {});

function progressOn(target: { isTTY?: boolean; columns?: number }) {
  const written: string[] = [];
  const progress = createProgress({ ...target, write: text => written.push(text) }, plain, suite, '42');
  progress.started(sampleRecord([]).client);
  progress.selected(['a', 'b', 'c', 'd']);
  progress.finished(sampleCase('acquia/f/good', 'passed'));
  progress.finished(sampleCase(`acquia/f/${'long-'.repeat(40)}`, 'failed'));
  progress.end();
  return written;
}

test('off a terminal, a line a case', () => {
  const lines = progressOn({}).join('').split('\n');
  expect(lines[0]).toBe('countersign 0.1.0, client curl 7.88.1 (sh, subprocess), seed 42');
  expect(lines[1]).toMatch(/^passed +acquia\/f\/good +12\.5 ms$/);
  expect(lines[2]).toMatch(/^failed +acquia\/f\/long-/);
  expect(lines).toHaveLength(4);
});

test('on a terminal, one line that is written over and never longer than the terminal', () => {
  const [, first = '', second = '', last] = progressOn({ isTTY: true, columns: 60 });
  const clear = '\r\u001b[2K';
  expect(first.startsWith(clear) && second.startsWith(clear)).toBe(true);
  expect(first).toContain(' 1/4');
  expect(second).toContain(' 2/4 1 unexpected');
  expect(second.slice(clear.length).length).toBeLessThan(60);
  expect(second.match(/█/g)?.length).toBe(12);
  expect(last).toBe(clear);
});
