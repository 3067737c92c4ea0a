import { describe, expect, it, onTestFinished } from 'vitest';
import { API_TOKEN, bearers, grant, lines, STEP_UP, setUp } from '../../testing/platformsh.ts';
import { invoke, request } from '../../testing/session.ts';
import { type Arrival, json, TinyServer } from '../../testing/tiny-server.ts';

const TOKEN = 'POST /auth/oauth2/token';
const CALL = 'GET /api/applications';

describe('using and renewing an access token', () => {
  it.each([
    [900, 869, 1],
    [900, 871, 2],
    [60, 44, 1],
    [60, 46, 2],
  ])('with a life of %i s: after %i s it has made %i exchanges', async (life, age, expected) => {
    const { client, setTime, exchanges } = await setUp({
      [TOKEN]: n => grant(`access-${n}`, { expires_in: life }),
    });
    await request(client);
    await setTime(age);
    await request(client);
    expect(exchanges()).toHaveLength(expected);
  });

  it('repeats a refused call once with the new token, a POST with its body', async () => {
    const { server, client } = await setUp({
      'POST /api/applications': n => (n === 1 ? { status: 401 } : json(201, {})),
    });
    const outcome = await request(client, { method: 'POST', body: { json: { a: 1 } } });
    expect(outcome).toMatchObject({ outcome: 'response', status: 201 });
    expect(bearers(server)).toEqual(['Bearer access-1', 'Bearer access-2']);
    expect(server.at('/api').map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('hands over a second refusal, after two exchanges and no more', async () => {
    const { server, client } = await setUp({ [CALL]: () => json(401, { error: 'unauthorized' }) });
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 401 });
    expect(lines(server)).toEqual([TOKEN, CALL, TOKEN, CALL]);
  });

  it('renews once for calls that are refused together', async () => {
    const { client, exchanges } = await setUp({
      [CALL]: (_n, { headers }) => ({ status: headers.authorization === 'Bearer access-1' ? 401 : 200 }),
    });
    await Promise.all([request(client), request(client)]);
    expect(exchanges()).toHaveLength(2);
  });

  it('tells the refusal of the second exchange', async () => {
    const { server, client } = await setUp({
      [TOKEN]: n => (n === 1 ? grant('access-1') : json(400, { error: 'invalid_grant' })),
      [CALL]: () => ({ status: 401 }),
    });
    expect(await request(client)).toMatchObject({
      outcome: 'rejected',
      reason: 'authentication',
      status: 400,
    });
    expect(lines(server)).toEqual([TOKEN, CALL, TOKEN]);
  });

  it('leaves a fresh login to its user: no other token, no other try', async () => {
    const { server, client } = await setUp({ [CALL]: () => STEP_UP, 'GET /api/users/me': () => STEP_UP });
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 401 });
    expect(await invoke(client, 'auth.info')).toMatchObject({
      outcome: 'rejected',
      reason: 'authentication',
      status: 401,
      code: 'insufficient_user_authentication',
      message: expect.stringContaining('log in again'),
    });
    expect(lines(server)).toEqual([TOKEN, CALL, 'GET /api/users/me']);
  });

  it.each([
    [403, 'permission'],
    [404, 'other'],
    [409, 'other'],
    [422, 'other'],
    [429, 'rate-limit'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('takes %i for an answer, and does not ask again', async (status, reason) => {
    const body = { message: 'The field is wrong', detail: { name: ['Too long.'] }, title: 'Bad' };
    const { server, client } = await setUp({
      [CALL]: () => json(status, body),
      'GET /api/users/me': () => json(status, body),
    });
    expect(await request(client)).toMatchObject({ outcome: 'response', status });
    expect(await invoke(client, 'auth.info')).toMatchObject({
      outcome: 'rejected',
      reason,
      status,
      message: expect.stringContaining('Bad, The field is wrong, name: Too long.'),
    });
    expect(lines(server)).toEqual([TOKEN, CALL, 'GET /api/users/me']);
  });

  it('follows a redirect to another host without the token', async () => {
    const other = await TinyServer.start(() => ({ status: 401, body: 'the file' }));
    onTestFinished(() => other.stop());
    const { client, exchanges } = await setUp({
      [CALL]: () => ({ status: 302, headers: { location: `${other.origin}/file` } }),
    });
    expect(await request(client)).toMatchObject({ status: 401, body: 'the file' });
    expect(other.arrivals[0]!.headers).not.toHaveProperty('authorization');
    expect(exchanges()).toHaveLength(1);
  });
});

describe('what is told', () => {
  it('holds neither the API token nor an access token, though the server repeats them', async () => {
    const echo = (_n: number, { body, headers }: Arrival) =>
      json(400, { error: API_TOKEN, error_description: body, message: headers.authorization });
    const { client } = await setUp({ 'GET /api/users/me': echo });
    const refused = await setUp({ [TOKEN]: echo });
    const told = JSON.stringify([
      await invoke(client, 'auth.info'),
      await request(refused.client),
      await invoke(refused.client, 'auth.info'),
    ]);
    expect(told.match(/\*\*\*/g)!.length).toBeGreaterThanOrEqual(6);
    for (const secret of [API_TOKEN, encodeURIComponent(API_TOKEN), 'access-1']) {
      expect(told).not.toContain(secret);
    }
  });
});

describe('logout', () => {
  const REVOKE = 'POST /auth/oauth2/revoke';

  it('revokes the access token and forgets it, for every session that shares it', async () => {
    const { server, client, open } = await setUp();
    await open({ session: 's2' });
    await request(client);
    expect(await invoke(client, 'logout')).toEqual({ outcome: 'ok', value: null });
    expect(server.arrivals.at(-1)).toMatchObject({ body: 'token=access-1&token_type_hint=access_token' });
    await request(client, { session: 's2' });
    expect(lines(server)).toEqual([TOKEN, CALL, REVOKE, TOKEN, CALL]);
    expect(bearers(server)).toEqual(['Bearer access-1', 'Bearer access-2']);
  });

  it('has nothing to do without one', async () => {
    const { server, client } = await setUp();
    expect(await invoke(client, 'logout')).toEqual({ outcome: 'ok', value: null });
    expect(server.arrivals).toEqual([]);
  });

  it('tells of a revocation that failed, and has forgotten the token all the same', async () => {
    const { server, client } = await setUp({ [REVOKE]: () => ({ status: 503 }) });
    await request(client);
    expect(await invoke(client, 'logout')).toMatchObject({ reason: 'server-error', status: 503 });
    await request(client);
    expect(bearers(server)).toEqual(['Bearer access-1', 'Bearer access-2']);
  });
});
