import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Evidence } from './evidence.ts';
import { BrokenLineError, LINE_LIMIT, LineReader } from './lines.ts';
import { MEND } from './mend.ts';

function readAll(chunks: readonly Buffer[]): string[] {
  const reader = new LineReader();
  return chunks.flatMap(chunk => [...reader.feed(chunk)]);
}

describe('LineReader', () => {
  test('finds the same lines however the bytes are cut', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', 'é', '☃', '😀', '\r', '\u2028', '\ufeff'),
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 5 }), (lines, cuts) => {
        const bytes = Buffer.from(lines.map(text => `${text}\n`).join(''));
        const at = [0, ...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        expect(readAll(chunks)).toEqual(lines);
      }),
    );
  });

  test('gives the lines before a broken one, and none after', () => {
    const reader = new LineReader();
    const lines = reader.feed(Buffer.from([0x61, 0x0a, 0xc3, 0x28, 0x0a, 0x62, 0x0a]));
    expect(lines.next().value).toBe('a');
    expect(() => lines.next()).toThrow(new BrokenLineError('bytes that are not UTF-8', MEND.notUtf8));
    expect(lines.next().done).toBe(true);
  });

  test('takes a line of the limit, and not a byte more', () => {
    const longest = Buffer.alloc(LINE_LIMIT, 'x');
    expect(readAll([longest, Buffer.from('\n')])[0]).toHaveLength(LINE_LIMIT);
    expect(() => readAll([longest, Buffer.from('x')])).toThrow(`a line longer than ${LINE_LIMIT} bytes`);
  });

  test('knows whether it is within a line', () => {
    const reader = new LineReader();
    expect([...reader.feed(Buffer.from('a\nb'))]).toEqual(['a']);
    expect(reader.inLine).toBe(true);
    expect([...reader.feed(Buffer.from('c\n'))]).toEqual(['bc']);
    expect(reader.inLine).toBe(false);
  });
});

test('Evidence keeps the last 64 KiB', () => {
  const evidence = new Evidence();
  evidence.note('x'.repeat(200_000));
  evidence.note('the last');
  const kept = evidence.take();
  expect(Buffer.byteLength(kept)).toBe(64 * 1024);
  expect(kept).toMatch(/xx\n\[countersign\] the last\n$/);
  expect(evidence.take()).toBe('');
});

test('Evidence does not begin with half a word', () => {
  const evidence = new Evidence();
  evidence.note(`${'Canary'.repeat(100)} ${'word '.repeat(13_000)}`);
  evidence.note('the last');
  expect(evidence.take()).toMatch(/^( word)+ /);
});
