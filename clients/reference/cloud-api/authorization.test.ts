import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Params } from '../../../src/protocol/index.ts';
import { CLIENT, granted, REDIRECT_URI, startCloudApi, userParams } from '../../testing/cloud-api.ts';
import { after, request } from '../../testing/session.ts';
import { type Answers, json } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(answers: Answers = {}, changed: Partial<Params<'session/open'>> = {}) {
  const server = await startCloudApi(answers);
  const client = createReferenceClient();
  endings.push(
    () => client.shutdown!({}),
    () => server.stop(),
  );
  const opened = await client['session/open']!(userParams(server, changed));
  const begin = async () => {
    const outcome = await client['session/beginAuthorization']!({ session: 's1' });
    if (outcome.outcome !== 'ok') throw new Error('It did not begin.');
    return new URL((outcome.value as { authorizationUrl: string }).authorizationUrl);
  };
  const complete = (answer: Record<string, string>) =>
    client['session/completeAuthorization']!({
      session: 's1',
      callbackUrl: `${REDIRECT_URI}&${new URLSearchParams(answer)}`,
    });
  /** As the browser of a user who consents. */
  const consent = async () => {
    const { searchParams } = await begin();
    return complete({ code: 'c/1', state: searchParams.get('state')! });
  };
  const setTime = (seconds: number) => client['session/setTime']!({ session: 's1', now: after(seconds) });
  const bearers = () => server.at('/v1').map(arrival => arrival.headers.authorization);
  const forms = () =>
    server.at('/oauth/token').map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { server, client, opened, begin, complete, consent, setTime, bearers, forms };
}

describe('the authorization request', () => {
  it('asks for a code by state and PKCE, and sends nothing itself', async () => {
    const { server, begin } = await setUp();
    const url = await begin();
    expect(url.origin + url.pathname).toBe(`${server.origin}/oauth/authorize`);
    const { state, code_challenge, ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toEqual({
      ui: '1',
      response_type: 'code',
      client_id: CLIENT.clientId,
      redirect_uri: REDIRECT_URI,
      scope: 'projects.read user.read',
      code_challenge_method: 'S256',
    });
    expect(state).toMatch(/^[\w-]{43}$/);
    expect(code_challenge).toMatch(/^[\w-]{43}$/);
    expect((await begin()).searchParams.get('state')).not.toBe(state);
    expect(server.arrivals).toEqual([]);
  });

  it('has no scope where the user names none', async () => {
    const { begin } = await setUp({}, { options: { allowInsecure: true, redirectUri: REDIRECT_URI } });
    expect((await begin()).searchParams.has('scope')).toBe(false);
  });
});

describe('the callback', () => {
  it('exchanges the code, by Basic, for a token that calls are then made with', async () => {
    const { server, client, begin, complete, bearers, forms } = await setUp();
    const asked = (await begin()).searchParams;
    expect(await complete({ code: 'c/1+2', state: asked.get('state')! })).toEqual({
      outcome: 'ok',
      value: {},
    });
    const { code_verifier, ...form } = forms()[0]!;
    expect(form).toEqual({ grant_type: 'authorization_code', code: 'c/1+2', redirect_uri: REDIRECT_URI });
    expect(createHash('sha256').update(code_verifier!).digest('base64url')).toBe(asked.get('code_challenge'));
    const basic = Buffer.from('app%3A1:s%2Be%2Fc+ret%3D').toString('base64');
    expect(server.arrivals[0]).toMatchObject({
      method: 'POST',
      target: '/oauth/token',
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    await request(client, { path: '/user' });
    expect(bearers()).toEqual(['Bearer opaque-1']);
  });

  it.each<[string, Record<string, string>, object]>([
    ['another state', { code: 'c', state: 'x' }, { reason: 'state-mismatch' }],
    ['no state', { code: 'c' }, { reason: 'state-mismatch' }],
    ['a denial without the state', { error: 'access_denied' }, { reason: 'state-mismatch' }],
  ])('is refused with %s, and the attempt stays', async (_what, answer, told) => {
    const { server, begin, complete } = await setUp();
    const state = (await begin()).searchParams.get('state')!;
    expect(await complete(answer)).toMatchObject({ outcome: 'rejected', ...told });
    expect(server.arrivals).toEqual([]);
    expect(await complete({ code: 'c', state })).toMatchObject({ outcome: 'ok' });
  });

  it.each<[Record<string, string>, object]>([
    [{ error: 'access_denied' }, { reason: 'authorization-denied', code: 'access_denied' }],
    [{ error: 'invalid_scope' }, { reason: 'permission', code: 'invalid_scope' }],
    [{ error: 'temporarily_unavailable', code: 'c' }, { reason: 'server-error' }],
    [{}, { reason: 'malformed-response' }],
  ])('that brings %j ends the attempt without an exchange', async (answer, told) => {
    const { server, begin, complete } = await setUp();
    const state = (await begin()).searchParams.get('state')!;
    expect(await complete({ ...answer, state })).toMatchObject({ outcome: 'rejected', ...told });
    expect(await complete({ code: 'c', state })).toMatchObject({ reason: 'state-mismatch' });
    expect(server.arrivals).toEqual([]);
  });

  it('serves once', async () => {
    const { server, begin, complete } = await setUp();
    const state = (await begin()).searchParams.get('state')!;
    const both = await Promise.all([complete({ code: 'c', state }), complete({ code: 'c', state })]);
    expect(both).toMatchObject([{ outcome: 'ok' }, { reason: 'state-mismatch' }]);
    expect(server.arrivals).toHaveLength(1);
  });

  it.each<[string, ReturnType<typeof json>, object]>([
    [
      'invalid_grant',
      json(400, { error: 'invalid_grant', error_description: 'Used.' }),
      { reason: 'authentication', status: 400, code: 'invalid_grant' },
    ],
    ['invalid_client', json(401, { error: 'invalid_client' }), { reason: 'authentication', status: 401 }],
    ['an HTML page', { status: 502, body: '<html>' }, { reason: 'server-error', status: 502 }],
    ['an empty body', { status: 200 }, { reason: 'malformed-response' }],
    ['another token_type', granted('t', { token_type: 'mac' }), { reason: 'malformed-response' }],
  ])('tells of %s, and asks once', async (_what, answer, told) => {
    const { server, client, consent } = await setUp({ '/oauth/token': () => answer });
    expect(await consent()).toMatchObject({ outcome: 'rejected', ...told });
    expect(await request(client)).toMatchObject({ outcome: 'rejected', reason: 'authentication' });
    expect(server.arrivals).toHaveLength(1);
  });

  it('repeats neither secret nor code in what it tells, though the server does', async () => {
    const { consent } = await setUp({
      '/oauth/token': (_n, { body }) =>
        json(400, { error: 'invalid_grant', error_description: `${CLIENT.clientSecret} ${body} c/1` }),
    });
    const told = JSON.stringify(await consent());
    expect(told).toContain('invalid_grant');
    expect(told).not.toContain(CLIENT.clientSecret);
    expect(told).not.toContain('c/1');
    expect(told).not.toContain('c%2F1');
  });
});

describe("the user's token", () => {
  const refreshable: Answers = {
    '/oauth/token': n => granted(`opaque-${n}`, { refresh_token: `r/${n}` }),
  };

  it('is used to its end, and then the user is needed', async () => {
    const { server, client, consent, setTime, bearers } = await setUp();
    await consent();
    await setTime(3590);
    await request(client);
    await setTime(3601);
    expect(await request(client)).toMatchObject({ outcome: 'rejected', reason: 'authentication' });
    expect(bearers()).toEqual(['Bearer opaque-1']);
    await consent();
    await request(client);
    expect(bearers()).toEqual(['Bearer opaque-1', 'Bearer opaque-2']);
    expect(server.at('/oauth')).toHaveLength(2);
  });

  it('lives by expires_in, whatever it looks like, and without one until it is refused', async () => {
    const gone = Buffer.from('{"exp":1}').toString('base64url');
    const { client, consent, setTime, bearers } = await setUp({
      '/oauth/token': () => granted(`eyJhbGciOiJIUzI1NiJ9.${gone}.x`, { expires_in: undefined }),
      '/v1/applications': n => (n < 3 ? json(200, {}) : json(401, {})),
    });
    await consent();
    await request(client);
    await setTime(400_000_000);
    expect(await request(client)).toMatchObject({ status: 200 });
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 401 });
    expect(bearers()).toHaveLength(3);
  });

  it('is renewed ahead of its end, once for calls at the same time, by the newest refresh token', async () => {
    const { client, consent, setTime, bearers, forms } = await setUp(refreshable);
    await consent();
    await setTime(3580);
    await Promise.all([request(client), request(client), request(client)]);
    await setTime(7200);
    await request(client);
    expect(forms().slice(1)).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'r/1' },
      { grant_type: 'refresh_token', refresh_token: 'r/2' },
    ]);
    expect(bearers()).toEqual([...Array(3).fill('Bearer opaque-2'), 'Bearer opaque-3']);
  });

  it('that is refused is replaced, and the call made once more, a POST with the same key', async () => {
    const { server, client, consent, bearers } = await setUp({
      ...refreshable,
      '/v1/projects': (_n, { headers }) =>
        headers.authorization === 'Bearer opaque-1' ? json(401, {}) : json(201, {}),
    });
    await consent();
    const call = { method: 'POST', path: '/projects', body: { json: {} } };
    expect(await request(client, call)).toMatchObject({ status: 201 });
    expect(bearers()).toEqual(['Bearer opaque-1', 'Bearer opaque-2']);
    const keys = server.at('/v1').map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBe(keys[1]);
  });

  it.each([403, 401])('stays as it is after a %i that a new token does not cure', async status => {
    const { client, consent, bearers } = await setUp({
      ...refreshable,
      '/v1/applications': () => json(status, {}),
    });
    await consent();
    expect(await request(client)).toMatchObject({ outcome: 'response', status });
    expect(bearers()).toHaveLength(status === 403 ? 1 : 2);
  });

  it('is not asked for again with a refresh token that was refused', async () => {
    const { server, client, consent, setTime } = await setUp({
      '/oauth/token': n =>
        n === 1 ? granted('opaque-1', { refresh_token: 'r/1' }) : json(400, { error: 'invalid_grant' }),
    });
    await consent();
    await setTime(4000);
    expect(await request(client)).toMatchObject({ reason: 'authentication', code: 'invalid_grant' });
    expect(await request(client)).toMatchObject({ reason: 'authentication' });
    expect(server.arrivals).toHaveLength(2);
  });

  it('is renewed with the new secret of the application', async () => {
    const { server, client, consent, setTime } = await setUp(refreshable);
    await consent();
    await client['session/setCredentials']!({
      session: 's1',
      credentials: { clientId: 'app', clientSecret: 'new' },
    });
    await setTime(4000);
    await request(client);
    expect(server.at('/oauth')[1]!.headers.authorization).toBe(
      `Basic ${Buffer.from('app:new').toString('base64')}`,
    );
  });
});

it.each(['authorize', 'token', 'api'])('refuses plain http for %s, unless told otherwise', async name => {
  const endpoints = { authorize: 'https://a', token: 'https://a', api: 'https://a', [name]: 'http://a' };
  const { opened } = await setUp({}, { endpoints, options: { redirectUri: REDIRECT_URI } });
  expect(opened).toMatchObject({ outcome: 'rejected', reason: 'insecure-transport' });
});
