import { describe, expect, it } from 'vitest';
import { cellText, matrixHtml, matrixMarkdown, matrixOf } from '../scripts/matrix.ts';
import type { CaseRecord, RunRecord } from '../src/record/record.ts';
import type { Verdict } from '../src/verdict/verdict.ts';

/** A case tagged `tag`, with findings `requirement verdict` each. */
function caseOf(tag: string, verdict: Verdict, ...findings: [string, Verdict][]): CaseRecord {
  return {
    id: 'p/f/s',
    requirements: [tag],
    verdict,
    findings: findings.map(([requirement, v]) => ({ requirement, verdict: v, why: '', exchanges: [] })),
  } as unknown as CaseRecord;
}

function run(name: string, cases: CaseRecord[], platforms = ['p'], exit = 0) {
  const capabilities = Object.fromEntries(platforms.map(platform => [platform, ['anything']]));
  const record = { client: { version: '1.0', language: 'perl', capabilities }, cases };
  return { name, exit, expectedExit: 0, record: record as unknown as RunRecord };
}

const requirements = [
  { id: 'PPP-01', platform: 'p', asks: 'one thing' },
  { id: 'PPP-02', platform: 'p', asks: 'a | b, <i>c</i> & *d*' },
  { id: 'PPP-03', platform: 'p', asks: 'what no case is about' },
  { id: 'QQQ-01', platform: 'q', asks: 'another platform' },
];

const cellsOf = (...runs: ReturnType<typeof run>[]) =>
  matrixOf(runs, requirements).platforms[0]!.rows.map(({ id, cells }) => [id, ...cells.map(cellText)]);

describe('the matrix of clients and requirements', () => {
  it('counts the cases of each requirement by verdict', () => {
    const first = run('first', [
      caseOf('PPP-01', 'passed', ['PPP-01', 'passed'], ['PPP-01', 'passed']),
      caseOf('PPP-01', 'passed', ['PPP-01', 'passed']),
      caseOf('PPP-01', 'expected-failure', ['PPP-01', 'passed'], ['PPP-01', 'expected-failure']),
      caseOf('PPP-02', 'not-declared'),
    ]);
    const second = run('second', [
      caseOf('PPP-01', 'not-declared'),
      caseOf('PPP-01', 'failed', ['PPP-01', 'failed']),
      caseOf('PPP-02', 'not-applicable'),
    ]);
    expect(cellsOf(first, second)).toEqual([
      ['PPP-01', '2 ok, 1 known', '1 FAIL'],
      ['PPP-02', '-', 'n/a'],
    ]);
  });

  it('counts a failure where its cause lies', () => {
    const client = run('client', [caseOf('PPP-01', 'failed', ['PPP-02', 'failed'])]);
    expect(cellsOf(client)).toEqual([['PPP-02', '1 FAIL']]);
  });

  it('has a column for every client that declares the platform', () => {
    const { platforms } = matrixOf([run('both', [], ['p', 'q']), run('one', [], ['q'])], requirements);
    expect(platforms.map(({ platform, clients }) => [platform, ...clients])).toEqual([
      ['p', 'both'],
      ['q', 'both', 'one'],
    ]);
  });

  it('tells of an end that should have been another', () => {
    const text = matrixMarkdown(matrixOf([run('good', []), run('bad', [], ['p'], 3)], requirements));
    expect(text).toContain('| good | 1.0 | perl | 0, as it should |');
    expect(text).toContain('| bad | 1.0 | perl | 3 instead of 0 |');
  });

  const hostile = matrixOf(
    [run('<script>x</script> | `y`', [caseOf('PPP-02', 'passed', ['PPP-02', 'passed'])])],
    requirements,
  );

  it('lets no text become markup in HTML', () => {
    const html = matrixHtml(hostile);
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt;');
    expect(html).toContain('a | b, &lt;i&gt;c&lt;/i&gt; &amp; *d*');
    expect(html).toContain('<td class="ok">1 ok');
    expect(html).not.toContain('<script>');
  });

  it('lets no text end its cell or become markup in Markdown', () => {
    const lines = matrixMarkdown(hostile).split('\n');
    expect(lines).toContain('| PPP-02 a \\| b, &lt;i>c&lt;/i> &amp; \\*d\\* | 1 ok |');
    expect(lines).toContain('| requirement | &lt;script>x&lt;/script> \\| \\`y\\` |');
  });
});
