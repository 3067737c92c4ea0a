import { expect, test } from 'vitest';
import { HOST_CHECK, hostOfPath } from './index.ts';
import { testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();

test.each([
  ['api', '/api', 'api.cloudplatform.example'],
  ['apiDev', '/api-dev', 'api.cloudplatform.dev'],
  ['apiSamples', '/api-samples', 'api.cloud.example.com'],
])(
  'the documented hosts are one API, and the trail says which was used: %s (X1)',
  async (name, path, host) => {
    const platform = platforms.open();
    const { base, endpoints, journal } = platform.sandbox;
    expect(endpoints[name]).toBe(`${base}${path}/v1`);
    const { status, json } = await platform.get('/projects', undefined, path);
    expect([status, json.data.length]).toEqual([200, 1]);
    const note = journal.exchanges[0]!.decisions.find(({ check }) => check === HOST_CHECK);
    expect([note?.got, note?.ok]).toEqual([host, true]);
  },
);

test('a path stands for its host, and for no other that begins like it', () => {
  expect(['/auth/oauth/token', '/api', '/apiary/v1', '/console'].map(hostOfPath)).toEqual([
    'auth.cloudplatform.dev',
    'api.cloudplatform.example',
    undefined,
    undefined,
  ]);
});

test('plain http is accepted, flagged or refused, and never redirected (C4)', async () => {
  for (const [plainHttp, status, trail] of [
    ['accepted', 200, []],
    ['flagged', 200, ['http']],
    ['refused', 403, ['http']],
  ] as const) {
    const platform = platforms.open({ plainHttp });
    const answer = await platform.get('/projects');
    expect([answer.status, answer.headers.get('location')]).toEqual([status, null]);
    const made = platform.sandbox.journal.exchanges[0]!.decisions;
    const told = made.filter(d => d.check === 'the request came over TLS' && !d.ok);
    expect(told.map(({ got }) => got)).toEqual(trail);
  }
});

test('the refusal has the form of the place, comes before every look at a credential, and may be a 426', async () => {
  const platform = platforms.open({ plainHttp: 'refused', plainHttpStatus: 426 });
  const api = await platform.get('/projects', 'sk_live_nobody');
  expect([api.status, api.json.error.code]).toEqual([426, 'https_required']);
  expect(api.headers.get('upgrade')).toMatch(/^TLS/);
  const token = await platform.exchange({});
  expect([token.status, token.json.error]).toEqual([426, 'invalid_request']);
});
