import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { loadCatalogue } from '../../src/requirements/catalogue.ts';
import type { PlatformScore } from '../../test/mutants/platform-result.ts';
import type { Share } from '../../test/mutants/report.ts';
import { readFacts } from './facts.ts';
import type { HostileFigures } from './hostile.ts';
import { type KillScore, threeNumbers } from './kill-score.ts';
import type { OauthlibFigures } from './oauthlib.ts';

/** docs/trust.md, from what the commands have left. Written by them, never by hand. */
export function renderTrust(): string {
  return `${[INTRODUCTION, killScore(), hostile(), oauthlib(), excluded(), ELSEWHERE].join('\n\n')}\n`;
}

/** Stands where commands write what they have measured. */
export const WRITTEN_BY =
  '<!-- Written by npm run mutants, npm run hostile and npm run oauthlib; a test fails where it is stale. -->';

const INTRODUCTION = `# What a green means

${WRITTEN_BY}

Exit code 0 says: every case of every capability that the client declares was run, each made at least one judgement,
and every judgement was met by an outcome *and* by what crossed the wire.

- A success that only the client bears witness to fails: the platform must have answered what was asked. A failure that
  nothing on the wire accounts for fails as well.
- A refusal passes only for its own reason, with the right traffic, and with nothing forbidden afterwards. Silence is
  never a pass: a case without a judgement is the harness's own fault (exit code 5).
- What a client does not declare is listed as \`not-declared\`; what cannot be tried with it as \`not-applicable\`, with the
  reason. Neither counts as passed, and a run in which nothing passed is incomplete (exit code 3).
- A client that hangs, dies, floods or lies ends in 1, 3 or 4, never in 0, within the sum of its deadlines.

The rest of this page is how we know.`;

function killScore(): string {
  const facts = readFacts<KillScore>('kill-score');
  if (facts === undefined) return unmeasured('Kill score', 'mutants');
  const { figures } = facts;
  const rows = Object.entries(figures).map(
    ([platform, score]) => `| ${platform} | ${cells(score).join(' | ')} |`,
  );
  return [
    '## Kill score: `npm run mutants`',
    'A wrong client is the reference client with one change, a wrong mock the mock with one check taken away. Each must be failed for exactly the requirements that it breaks; right clients of another style must be failed for nothing.',
    threeNumbers(figures)
      .map(([what, number]) => `- ${what}: **${number}**`)
      .join('\n'),
    [
      '| platform | wrong clients, exact | requirements of clients | cases | `Then` steps | right clients, clean | wrong mocks, exact | requirements of the platform | wrong mocks that unit tests find |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  ].join('\n\n');
}

function cells({ clients, variants, mocks, unitTested }: PlatformScore): string[] {
  const of = (share: Share | undefined) => (share === undefined ? '-' : `${share[0]} of ${share[1]}`);
  return [
    of(clients?.exact),
    of(clients?.requirements),
    of(clients?.cases),
    of(clients?.steps),
    of(variants),
    of(mocks?.exact),
    of(mocks?.requirements),
    of(unitTested),
  ];
}

function hostile(): string {
  const facts = readFacts<HostileFigures>('hostile');
  if (facts === undefined) return unmeasured('Hostile clients', 'hostile');
  const rows = facts.figures.map(
    ({ client, does, documented, measured }) =>
      `| ${[client, does, documented, measured].map(cell).join(' | ')} |`,
  );
  return [
    '## Hostile clients: `npm run hostile`',
    'Each run ended within the sum of its deadlines, with bounded memory, and left no process and no port behind.',
    [
      '| client | what it does | documented: exit code, verdicts | measured |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  ].join('\n\n');
}

function oauthlib(): string {
  const facts = readFacts<OauthlibFigures>('oauthlib');
  if (facts === undefined) return unmeasured('Agreement with oauthlib', 'oauthlib');
  const { total, seed, asItIs, corrected, decided } = facts.figures;
  return [
    '## Agreement with oauthlib: `npm run oauthlib`',
    `Of ${total} generated OAuth 1 requests (seed ${seed}) our verifier and python3-oauthlib agree on ${asItIs} as it is, and on ${corrected} once oauthlib decodes query and body only once, as RFC 5849 section 3.4.1.3.1 says. ${decided[0]} of ${decided[1]} other differences are as [written down](oauth1-agreement.md).`,
  ].join('\n\n');
}

function excluded(): string {
  const { rows } = loadCatalogue(join(packageRoot(), 'features'));
  const left = rows.filter(row => row.excluded !== undefined);
  return [
    '## What is excluded',
    `${rows.length - left.length} of ${rows.length} statements of the vendors' pages have cases. The others, and why:`,
    ['| statement | quote | why it has no case |', '| --- | --- | --- |']
      .concat(left.map(({ id, quote, excluded: why }) => `| ${id} | ${cell(quote)} | ${cell(why ?? '')} |`))
      .join('\n'),
  ].join('\n\n');
}

const ELSEWHERE = `## Also tried

- [How fast it is](speed.md), [how published clients fare](../clients/real/README.md), \`npm run test:fuzz\`: ten thousand odd inputs
  at every parser and mock.
- One seed makes one record, and workers, shards and resumed runs come to the same verdicts: test/long/determinism.long.ts.
- No credential in any form through any output: test/secrecy.test.ts.`;

function unmeasured(title: string, command: string): string {
  return `## ${title}\n\nNot measured yet: \`npm run ${command}\`.`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
