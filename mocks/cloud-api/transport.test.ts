import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { MockHost } from '../kernel/index.ts';
import { cloudApi, HOST_CHECK, hostOfPath } from './index.ts';
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

test('in production the hosts have their names, and what comes over TLS is let in', async () => {
  const host = MockHost.production(() => 0);
  const sandbox = host.open(cloudApi, { settings: { plainHttp: 'refused' } });
  const send = async (url: string) => {
    const headers = { authorization: `Bearer ${sandbox.state.createKey().access.value}` };
    const sent = request({ path: url, headers, createConnection: () => host.connect() }).end();
    const [answer]: IncomingMessage[] = await once(sent, 'response');
    return { answer: answer!, body: await text(answer!) };
  };
  const { api, authorize } = sandbox.endpoints;
  expect(api).toBe('https://api.cloudplatform.example/v1');
  expect(JSON.parse((await send(`${api}/projects`)).body).data).toHaveLength(1);
  const sibling = await send('https://api.cloud.example.com/v1/projects');
  expect(sibling.answer.statusCode).toBe(200);
  const noted = sandbox.journal.exchanges.map(e => e.decisions.find(d => d.check === HOST_CHECK)?.got);
  expect(noted).toEqual(['api.cloudplatform.example', 'api.cloud.example.com']);
  const { id } = sandbox.state.createClient({ redirectUris: ['https://app.example.com/callback'] });
  const asked = await send(`${authorize}?response_type=code&client_id=${id}`);
  expect(asked.answer.headers.location).toMatch(/^\/oauth\/consent\?request=/);
  await host.stop();
});
