import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VERDICTS } from '../verdict/verdict.ts';
import { sampleCase, sampleRecord } from './fixtures/record.ts';
import { renderJunit } from './junit.ts';

const attribute = (xml: string, element: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${element} [^>]*?\\b${name}="([^"]*)"`, 'g'))].map(([, value]) => value);

test('a suite a feature, a test case a case, each verdict where a CI server looks for it', () => {
  const cases = VERDICTS.map(verdict => sampleCase(`acquia/f/${verdict}`, verdict));
  const xml = renderJunit(sampleRecord([...cases, sampleCase('acquia/g/other', 'passed')]));
  expect(attribute(xml, 'testsuite', 'name')).toEqual(['acquia/f', 'acquia/g']);
  expect(attribute(xml, 'testsuites', 'tests')).toEqual(['10']);
  expect(attribute(xml, 'testcase', 'classname')).toHaveLength(10);
  expect([
    attribute(xml, 'testsuites', 'failures'),
    attribute(xml, 'testsuites', 'errors'),
    attribute(xml, 'testsuites', 'skipped'),
  ]).toEqual([['2'], ['2'], ['3']]);
  expect(attribute(xml, 'failure', 'type').toSorted()).toEqual(['failed', 'unexpected-pass']);
  expect(attribute(xml, 'error', 'type').toSorted()).toEqual(['could-not-run', 'harness-error']);
  expect(attribute(xml, 'skipped', 'message')).toContain('expected-failure: why it is expected-failure');
  expect(attribute(xml, 'testcase', 'time')[0]).toBe('0.013');
});

test('a failure carries requirement, expected, sent and hint', () => {
  const xml = renderJunit(
    sampleRecord([
      sampleCase('acquia/f/x', 'failed', {
        why: 'not "encoded"',
        expected: 'a%2Bb',
        sent: 'a+b',
        hint: 'encode <it>',
      }),
    ]),
  );
  expect(xml).toContain('message="not &quot;encoded&quot;"');
  expect(xml).toContain('ACQ-16 not "encoded"\nexpected: a%2Bb\nsent: a+b\nhint: encode &lt;it&gt;');
});

test('no character that XML cannot hold gets through, nor any markup', () => {
  // XML 1.0 section 2.2
  const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const one = { ...sampleCase('acquia/f/x', 'failed', { why: text, sent: text }), scenario: text };
      const xml = renderJunit(sampleRecord([one]));
      expect(xml).not.toMatch(illegal);
      expect(xml.match(/<testcase /g)).toHaveLength(1);
      expect(xml.replace(/<[^<>]*>/g, '')).not.toMatch(/[<]/);
    }),
    { numRuns: 300, examples: [['\u0000\u001b[31m'], ['\udc00\udc00a\ud800'], [']]><!-- & "\'']] },
  );
});
