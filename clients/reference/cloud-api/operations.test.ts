import { afterEach, describe, expect, it } from 'vitest';
import { KEY, keyParams, startCloudApi } from '../../testing/cloud-api.ts';
import { invoke } from '../../testing/session.ts';
import { type Answer, type Answers, json } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(answers: Answers) {
  const server = await startCloudApi(answers);
  const client = createReferenceClient();
  endings.push(
    () => client.shutdown!({}),
    () => server.stop(),
  );
  await client['session/open']!(keyParams(server, { options: { allowInsecure: true, maxRetries: 0 } }));
  return { server, client };
}

const project = { id: 'prj_1', name: 'a', region: 'mars-1' };
const created = { ...project, created_at: '2026-03-06T12:00:00Z' };

describe('what the client makes of answers', () => {
  it('unwraps the list, whatever else stands beside it and in it', async () => {
    const { client } = await setUp({
      '/v1/projects': () => json(200, { object: 'list', data: [{ ...project, owner: null }] }),
    });
    expect(await invoke(client, 'projects.list')).toEqual({ outcome: 'ok', value: [project] });
  });

  it('takes a new project as it is', async () => {
    const { server, client } = await setUp({ '/v1/projects': () => json(201, { ...created, tier: 1 }) });
    const input = { name: 'a', region: 'mars-1' };
    expect(await invoke(client, 'projects.create', input)).toEqual({ outcome: 'ok', value: created });
    expect(server.arrivals[0]).toMatchObject({
      method: 'POST',
      target: '/v1/projects',
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    });
    expect(server.arrivals[0]!.headers['idempotency-key']).toBeDefined();
  });

  it('hands over a new key, the usage and the user', async () => {
    const usage = { data: [{ requests: 12 }], project_id: 'prj_1' };
    const { server, client } = await setUp({
      '/v1/keys': () => json(201, { id: 'key_1', key: 'sk_live_x', name: 'ci' }),
      '/v1/usage': () => json(200, usage),
      '/v1/user': () => json(200, { id: 'usr_1', email: 'ada@example.com' }),
    });
    expect(await invoke(client, 'keys.create', { project: 'prj_1', name: 'ci' })).toEqual({
      outcome: 'ok',
      value: { id: 'key_1', key: 'sk_live_x' },
    });
    expect(server.arrivals[0]!.body).toBe('{"project_id":"prj_1","name":"ci"}');
    const range = { project: 'prj_1', start: '2026-03-01T00:00:00Z', end: '2026-03-02T00:00:00Z' };
    expect(await invoke(client, 'usage.get', range)).toEqual({ outcome: 'ok', value: usage });
    expect(server.arrivals[1]!.target).toBe(
      '/v1/usage?project_id=prj_1&start=2026-03-01T00%3A00%3A00Z&end=2026-03-02T00%3A00%3A00Z',
    );
    expect(await invoke(client, 'user.get')).toEqual({ outcome: 'ok', value: { id: 'usr_1' } });
  });

  it.each<[string, Answer, object]>([
    [
      'the error object',
      json(403, { error: { code: 'forbidden', message: 'No.' } }),
      { reason: 'permission', code: 'forbidden', status: 403 },
    ],
    [
      'a code that says more than the status',
      json(422, { error: { code: 'validation_error', message: 'No.', details: {} } }),
      { reason: 'other', code: 'validation_error' },
    ],
    [
      'a flat error',
      json(401, { error: 'invalid_token', error_description: 'Gone.' }),
      { reason: 'authentication', code: 'invalid_token' },
    ],
    [
      'problem details',
      json(404, { type: 'about:blank', title: 'Not Found', status: 404 }),
      { reason: 'other', status: 404, message: expect.stringContaining('Not Found') },
    ],
    ['an HTML page', { status: 502, body: '<html>' }, { reason: 'server-error', status: 502 }],
    ['nothing', { status: 429 }, { reason: 'rate-limit', status: 429 }],
    ['a body that ends too soon', 'cut', { reason: 'network' }],
    ['success without JSON', { status: 200, body: '<html>' }, { reason: 'malformed-response' }],
    ['a bare array', json(200, [project]), { reason: 'malformed-response' }],
    ['ids as numbers', json(200, { data: [{ ...project, id: 1 }] }), { reason: 'malformed-response' }],
  ])('tells of %s', async (_what, answer, told) => {
    const { client } = await setUp({ '/v1/projects': () => answer });
    expect(await invoke(client, 'projects.list')).toMatchObject({ outcome: 'rejected', ...told });
  });

  it('does not repeat the key, though the server does', async () => {
    const { client } = await setUp({
      '/v1/user': (_n, { headers }) =>
        json(401, { error: { code: KEY, message: `Unknown: ${headers.authorization}` } }),
    });
    const told = await invoke(client, 'user.get');
    expect(told).toMatchObject({ status: 401, code: '***' });
    expect(JSON.stringify(told)).not.toContain(KEY);
  });
});
