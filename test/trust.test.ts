import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGE, README, readFacts } from '../scripts/trust/facts.ts';
import { hostileHangsOn } from '../scripts/trust/hostile.ts';
import { killScoreHangsOn } from '../scripts/trust/kill-score.ts';
import { oauthlibHangsOn } from '../scripts/trust/oauthlib.ts';
import { withFigures } from '../scripts/trust/readme.ts';
import { renderTrust } from '../scripts/trust/render.ts';

/* docs/trust.md and README.md say what commands have measured, and on what: none of it may be of another day. */

test.each([
  ['kill-score', 'mutants', killScoreHangsOn],
  ['hostile', 'hostile', hostileHangsOn],
  ['oauthlib', 'oauthlib', oauthlibHangsOn],
])('docs/trust/%s.json was measured on what there is now; else: npm run %s', (name, _command, hangsOn) => {
  expect(readFacts(name)?.measuredOn).toBe(hangsOn());
});

test('README.md says what was measured', () => {
  const readme = readFileSync(README, 'utf8');
  expect(readme).toBe(withFigures(readme));
});

test('the page says what was measured', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(renderTrust());
});
