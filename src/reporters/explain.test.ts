import { expect, test } from 'vitest';
import type { CaseRecord } from '../record/record.ts';
import { renderExplanation } from './explain.ts';
import { sampleCase, sampleCatalogue, sampleRecord } from './fixtures/record.ts';
import { paintFor } from './paint.ts';

const explanation = {
  mistake: 'not-url-encoded',
  text: 'The secret was not url-encoded.',
  expected: '••%2B••',
  sent: '••+••',
  stages: [
    { name: 'method', expected: 'GET', sent: 'GET' },
    { name: 'base string', expected: 'GET&a', sent: 'GET&b' },
  ],
};
const one: CaseRecord = {
  ...sampleCase('acquia/f/bad', 'failed', {
    why: 'It was refused.',
    hint: 'Use --data-urlencode.',
    explanation,
  }),
  calls: [{ method: 'session/request', params: { path: '/account' }, answer: { outcome: 'rejected' } }],
  exchanges: [
    {
      n: 1,
      at: '2026-01-02T03:04:05.000Z',
      site: 'platform',
      operation: 'token.issue',
      request: {
        method: 'POST',
        url: 'http://127.0.0.1:1/token',
        headers: [['Content-Type', 'text/plain']],
        body: 'a=b\nc=d',
      },
      response: { status: 400, headers: [], body: '{"error":"invalid_client"}', cut: true },
      decisions: [
        { check: 'the key is known', expected: 'a known key', got: 'k', ok: true },
        { check: 'the secret matches', expected: '••%2B••', got: '•• ••', ok: false },
      ],
    },
    {
      n: 2,
      at: '2026-01-02T03:04:06.000Z',
      site: 'foreign',
      fault: 'cut',
      request: { method: 'GET', url: 'http://localhost:2/', headers: [], headersParsed: true, body: '' },
      decisions: [],
    },
  ],
  strays: ['GET /nowhere'],
  evidence: 'curl: (22) \u001b[31mfailed\n',
};

const text = renderExplanation(sampleRecord([one]), one, sampleCatalogue, paintFor({}, {}));

test.each([
  [
    'the requirement',
    'ACQ-16 (must)\n  "recommends passing the data with a --data-urlencode parameter"\n  Acquia\'s page\n  The suite asks: What is sent is url-encoded.',
  ],
  [
    'the stages',
    '    = method            GET\n    ! base string       expected GET&a\n                        sent     GET&b',
  ],
  ['the steps', 'passed   When the client obtains a token'],
  ['the calls', 'session/request {"path":"/account"}\n    -> {"outcome":"rejected"}'],
  [
    'the request',
    '[1] 2026-01-02T03:04:05.000Z, token.issue\n  > POST http://127.0.0.1:1/token\n  > Content-Type: text/plain\n  > \n  > a=b\n  > c=d',
  ],
  ['the answer', '< 400 (cut off)\n  < \n  < {"error":"invalid_client"}'],
  ['the decisions', 'ok: the key is known\n  ! the secret matches: expected ••%2B••, got •• ••'],
  [
    'another host, a fault, no answer',
    '[2] 2026-01-02T03:04:06.000Z, another host, fault: cut\n  > GET http://localhost:2/\n    (not available: case and order of these header names)\n  < (no answer)',
  ],
  ['the strays', 'GET /nowhere'],
  [
    'the judgement',
    'It was refused.\n  See exchange [1].\n  expected ••%2B••\n  sent     ••+••\n  Mistake (not-url-encoded): The secret was not url-encoded.\n    = method',
  ],
  [
    'the command to repeat it',
    'npx countersign run --client-command \'sh -c "curl me"\' --strict --case acquia/f/bad',
  ],
])('the story holds %s', (_what, part) => {
  expect(text).toContain(part);
});

test('what the client wrote cannot command the terminal', () => {
  expect(text).toContain('curl: (22) \ufffd[31mfailed');
});

test('what is empty has no heading', () => {
  const short = sampleCase('acquia/f/good', 'passed');
  const story = renderExplanation(sampleRecord([short]), short, sampleCatalogue, paintFor({}, {}));
  expect(story).not.toMatch(/On the wire|Calls to|belonged nowhere|wrote besides/);
});
