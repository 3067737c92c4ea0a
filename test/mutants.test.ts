import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { acquiaMutants } from '../clients/mutants/acquia/index.ts';
import { cleverCloudMutants } from '../clients/mutants/clever-cloud/index.ts';
import { NONCE, signedCall } from '../mocks/acquia/testing/hmac-client.ts';
import { acquiaMockMutants } from '../mocks/acquia/testing/mutants/index.ts';
import { testPlatforms } from '../mocks/acquia/testing/platform.ts';
import { FLAGS } from '../src/checks/explain/oauth1/testing/tasks.ts';
import { packageRoot } from '../src/package-root.ts';
import type { CaseRecord } from '../src/record/record.ts';
import { loadCatalogue } from '../src/requirements/catalogue.ts';
import { figures, row, scoreOf, shortcomings } from './mutants/report.ts';
import { SUSPECT_PLATFORMS, SUSPECTS, type Suspects } from './mutants/suspects.ts';
import { AGAINST_CLIENT, trialOf } from './mutants/trial.ts';

/*
 * The whole matrix is `npm run mutants`; here the registries are complete, the matrix tells the truth, and a
 * handful of wrong clients and mocks go through it.
 */

const platforms = testPlatforms();
const { rows } = loadCatalogue(join(packageRoot(), 'features'));
const idsOf = (subject: string, prefix: string) =>
  rows
    .filter(r => r.id.startsWith(prefix) && r.subject === subject && r.excluded === undefined)
    .map(r => r.id);
const suspects: readonly Suspects[] = SUSPECT_PLATFORMS.map(platform => SUSPECTS[platform]);
const allClients = suspects.flatMap(({ clients }) => clients);
const allMocks = suspects.flatMap(({ mocks }) => mocks);
const all = [...allClients, ...allMocks];

test.each(SUSPECT_PLATFORMS)('%s: every requirement has its wrong program', platform => {
  const { prefix, clients, mocks }: Suspects = SUSPECTS[platform];
  const broken = (programs: readonly { readonly breaks: readonly string[] }[]) =>
    [...new Set(programs.flatMap(({ breaks }) => breaks))].sort();
  expect(broken(clients)).toEqual(idsOf('client', prefix));
  expect(broken(mocks)).toEqual(idsOf('provider', prefix));
});

test('every known fault of real clients of Acquia has a wrong client', () => {
  const faults = [...new Set(acquiaMutants.map(m => m.fault))].filter(fault => fault !== undefined);
  expect(faults.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
});

/** Mistakes that have no wrong client, and why. */
const NOT_MADE = {
  'default-port-kept': 'the mocks listen on ports that are no default',
  'body-included': 'no call of the platform takes a body that is neither a form nor JSON',
  'signature-not-encoded': 'the header is refused for it before its signature is looked at',
};

test('every mistake in a signature that can be explained has a wrong client', () => {
  const explained = new Set(FLAGS.map(flag => flag.split(':', 1)[0]!));
  const made = cleverCloudMutants.flatMap(m => m.mistake?.split(' and ') ?? []);
  expect([...new Set([...made, ...Object.keys(NOT_MADE)])].sort()).toEqual([...explained].sort());
});

test('each has a name of its own, breaks something, and says why where it breaks several things', () => {
  const names = [...all, ...suspects.flatMap(({ variants }) => variants)].map(m => m.name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  for (const { name, breaks, because } of all) {
    expect([name, because !== undefined]).toEqual([name, breaks.length > 1]);
  }
  expect(allMocks.filter(m => (m.breaks.length === 0) !== (m.caughtBy !== undefined))).toEqual([]);
  expect(allClients.filter(m => m.breaks.length === 0)).toEqual([]);
});

test('every check that the mock makes on the way to a good answer has a mock that does without it', async () => {
  const platform = platforms.open({ hmac: 'accepted', hmacRefusesReplay: true });
  const { state, endpoints, clock, journal } = platform.sandbox;
  const { uuid } = state.addOrganization({ name: 'Harbour', sso: true });
  await platform.get(`/organizations/${uuid}/applications`, `organization:${uuid}`);
  const { id, secret } = state.createKey('for HMAC');
  await signedCall({
    url: `${endpoints.api}/account/password`,
    method: 'POST',
    body: '{"password":"x"}',
    id,
    key: Buffer.from(secret, 'base64'),
    timestamp: String(Math.floor(clock.now() / 1000)),
    nonce: NONCE,
  });
  state.consoleSessions.set('mine', { value: 'mine', csrf: 'mine', user: state.user });
  const headers = { cookie: 'console_session=mine' };
  const body = new URLSearchParams({ csrf: 'mine', label: 'ci job' });
  await platform.call('/console/profile/tokens', { method: 'POST', headers, body });
  const trail = journal.exchanges.flatMap(e => e.decisions);
  expect(trail.filter(({ ok }) => !ok)).toEqual([]);
  expect(trail.length).toBeGreaterThan(18);
  const without = acquiaMockMutants.map(m => m.check);
  const always = trail.map(({ check }) => check).filter(check => !without.includes(check));
  expect(always).toEqual([]);
});

/** A case with one finding. */
function caseOf(requirement: string, verdict: CaseRecord['verdict'], stepStatus = 'passed'): CaseRecord {
  return {
    id: `acquia/made-up/${requirement}`,
    platform: 'acquia',
    feature: 'Made up',
    scenario: requirement,
    source: 'made-up.feature:1',
    requirements: [requirement],
    verdict,
    durationMs: 1,
    findings: [{ requirement, verdict, why: 'made up', exchanges: [] }],
    steps: [
      { text: 'When something is asked', status: 'passed' },
      { text: 'Then something is judged', status: stepStatus },
    ],
    exchanges: [],
    calls: [],
    strays: [],
    evidence: '',
  };
}

test('the matrix tells who was found out, who survived, and who failed for something else', () => {
  const cases = [
    caseOf('ACQ-06', 'warning'),
    caseOf('ACQ-07', 'failed', 'failed'),
    caseOf('ACQ-20', 'passed'),
  ];
  const right = trialOf({ name: 'right', breaks: ['ACQ-06', 'ACQ-07'] }, cases, AGAINST_CLIENT);
  const wrong = trialOf({ name: 'wrong', breaks: ['ACQ-07', 'ACQ-20'] }, cases, AGAINST_CLIENT);
  const columns = ['ACQ-06', 'ACQ-07', 'ACQ-20'];
  expect([row(right, columns, 5), row(wrong, columns, 5)]).toEqual(['right   x  x  .', 'wrong   !  x  -']);
  const goals = { requirements: columns, cases: cases.map(c => c.id), steps: ['something is judged'] };
  expect(shortcomings([right, wrong], goals)).toEqual([
    'wrong breaks ACQ-20, and no case found out.',
    'wrong does not break ACQ-06: warning in acquia/made-up/ACQ-06: made up',
    'No wrong program fails the requirement "ACQ-20".',
    'No wrong program fails the case "acquia/made-up/ACQ-20".',
  ]);
  expect(figures(scoreOf([right, wrong], goals)).split('\n')).toEqual([
    'failed for exactly what they break: 1 of 2',
    'survivors: 0',
    'requirements that one of them fails: 2 of 3',
    'cases that one of them fails: 2 of 3',
    'Then steps that one of them fails: 1 of 1',
  ]);
});

test('a case that came to no judgement is amiss, whatever it was about', () => {
  const stuck = trialOf(
    { name: 'stuck', breaks: ['ACQ-06'] },
    [caseOf('ACQ-06', 'could-not-run')],
    AGAINST_CLIENT,
  );
  expect(shortcomings([stuck], { requirements: [], cases: [], steps: [] })).toEqual([
    'stuck breaks ACQ-06, and no case found out.',
    'stuck does not break ACQ-06: could-not-run in acquia/made-up/ACQ-06: made up',
  ]);
});

/** `npm run mutants` with names. */
function trying(...names: string[]) {
  const args = ['--import', 'tsx', 'test/mutants/main.ts', ...names];
  return promisify(execFile)(process.execPath, args, { cwd: packageRoot() });
}

test('one of each kind, end to end', async () => {
  const { stdout } = await trying('raw-secret', 'basic-token-request', 'any-secret', 'hmac-any-realm');
  expect(stdout.match(/^failed for exactly what they break: 1 of 1$/gm)).toHaveLength(2);
  expect(stdout).toContain('failed for nothing: 1 of 1');
  expect(stdout).toContain('found out by a unit test: 1 of 1');
  expect(stdout).toContain('Nothing is amiss.');
});

test('a name that there is not ends with 1', async () => {
  await expect(trying('no-such-mutant')).rejects.toMatchObject({ code: 1 });
});
