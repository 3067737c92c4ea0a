import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import type { CaseRecord } from '../src/record/record.ts';
import { loadCatalogue } from '../src/requirements/catalogue.ts';
import { foldEnvelopes } from '../src/runner/fold.ts';

/* What the harness must never let pass, each as a scenario of test/fixtures/rules. */

const cwd = packageRoot();
let folder: string;
let cases: Map<string, CaseRecord>;
let exitCode: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-rules-'));
  const messages = join(folder, 'messages.ndjson');
  const cucumber = join(cwd, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
  const args = [
    'test/fixtures/rules/acquia/rules.feature',
    '--config',
    'test/fixtures/rules/cucumber.cjs',
    '--format',
    `message:${messages}`,
  ];
  exitCode = await new Promise(resolve => {
    execFile(process.execPath, [cucumber, ...args], { cwd }, error => resolve(Number(error?.code ?? 0)));
  });
  const envelopes = (await readFile(messages, 'utf8'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Envelope);
  cases = new Map(foldEnvelopes(envelopes, loadCatalogue(join(cwd, 'features'))).map(c => [c.scenario, c]));
});
afterAll(() => rm(folder, { recursive: true }));

const EXPECTED: Readonly<Record<string, readonly [verdict: string, reason: RegExp]>> = {
  'A Then that judges nothing': ['harness-error', /"nothing is judged" judges nothing/],
  'A scenario without any Then': ['harness-error', /judged nothing/],
  'A failure that nobody looks at': ['failed', /did not succeed/],
  'A fault that is never hit': ['failed', /never made the request/],
  'A step that nobody has defined': ['harness-error', /undefined/],
  'A step that is pending': ['harness-error', /pending/],
  'A step that throws': ['harness-error', /thrown by a step/],
  "A request outside the platform's address": ['failed', /outside the platform's: GET \/applications/],
  'A mock that fails': ['harness-error', /a defect of the mock/],
  'A capability that is not declared': ['not-declared', /no-such-capability/],
};

describe('the harness', () => {
  for (const [scenario, [verdict, reason]] of Object.entries(EXPECTED)) {
    it(`never passes ${scenario.toLowerCase()}`, () => {
      const found = cases.get(scenario);
      expect(found?.verdict).toBe(verdict);
      expect(found?.reason).toMatch(reason);
    });
  }

  it('passes a scenario that is fine, and has judged all of them', () => {
    expect(cases.get('A scenario that is fine')?.verdict).toBe('passed');
    expect(cases.size).toBe(Object.keys(EXPECTED).length + 1);
    expect(exitCode).toBe(1);
  });
});
