import { describe, expect, it } from 'vitest';
import {
  API_TOKEN,
  bearers,
  grant,
  lines,
  OTHER_API_TOKEN,
  type sessionParams,
  setUp,
} from '../../testing/platformsh.ts';
import { invoke, request } from '../../testing/session.ts';
import { type Answer, json } from '../../testing/tiny-server.ts';

const TOKEN = 'POST /auth/oauth2/token';
const CALL = 'GET /api/applications';

describe('obtaining an access token', () => {
  it('exchanges the API token as documented, and calls with what it got', async () => {
    const { server, client } = await setUp();
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 200 });
    expect(server.arrivals[0]).toMatchObject({
      method: 'POST',
      target: '/auth/oauth2/token',
      body: 'grant_type=api_token&api_token=tkn-ci%2B01%2F%3D',
      headers: {
        authorization: 'Basic cGxhdGZvcm0tYXBpLXVzZXI6',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(lines(server).slice(1)).toEqual([CALL]);
    expect(bearers(server)).toEqual(['Bearer access-1']);
  });

  it("takes the API token from the environment, and the session's own before it", async () => {
    const { client, open, exchanges } = await setUp();
    const env = { PLATFORMSH_CLI_TOKEN: OTHER_API_TOKEN };
    await open({ session: 's2', installation: 'i2', credentials: {}, env });
    await open({ session: 's3', installation: 'i3', env });
    await request(client, { session: 's2' });
    await request(client, { session: 's3' });
    const sent = exchanges().map(({ body }) => new URLSearchParams(body).get('api_token'));
    expect(sent).toEqual([OTHER_API_TOKEN, API_TOKEN]);
  });

  it.each<[string, Parameters<typeof sessionParams>[1], string]>([
    ['no API token', { credentials: {} }, 'invalid-credentials'],
    [
      'an empty one',
      { credentials: { apiToken: '' }, env: { PLATFORMSH_CLI_TOKEN: '' } },
      'invalid-credentials',
    ],
    ['plain http', { options: {} }, 'insecure-transport'],
  ])('refuses to open with %s, and sends nothing', async (_what, changed, reason) => {
    const { server, open } = await setUp();
    expect(await open(changed)).toMatchObject({ outcome: 'rejected', reason });
    expect(server.arrivals).toEqual([]);
  });

  it('shares a token by installation and API token, and by nothing less', async () => {
    const { client, open, server } = await setUp();
    await open({ session: 'same' });
    await open({ session: 'other-token', credentials: { apiToken: OTHER_API_TOKEN } });
    await open({ session: 'other-machine', installation: 'i2' });
    for (const session of ['s1', 'same', 'other-token', 'other-machine', 's1']) {
      await request(client, { session });
    }
    expect(bearers(server).map(bearer => bearer?.at(-1))).toEqual(['1', '1', '2', '3', '1']);
  });

  it('lets calls at the same time share one exchange', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const { server, client, exchanges } = await setUp({
      [TOKEN]: n => held.then(() => grant(`access-${n}`)),
    });
    const calls = [request(client), request(client), invoke(client, 'auth.info')];
    release();
    await Promise.all(calls);
    expect(exchanges()).toHaveLength(1);
    expect(server.at('/api')).toHaveLength(3);
  });

  it.each<[string, Answer, object]>([
    [
      'the older refusal',
      json(400, { error: 'invalid_grant', error_description: 'Invalid API token' }),
      {
        reason: 'authentication',
        status: 400,
        code: 'invalid_grant',
        message: expect.stringContaining('Invalid API token'),
      },
    ],
    [
      'the newer refusal',
      json(401, {
        error: 'request_unauthorized',
        error_description: 'Not allowed.',
        error_hint: 'The API token is gone.',
      }),
      {
        reason: 'authentication',
        status: 401,
        code: 'request_unauthorized',
        message: expect.stringContaining('request_unauthorized, Not allowed, The API token is gone.'),
      },
    ],
    [
      'another grant',
      json(400, { error: 'unsupported_grant_type' }),
      { reason: 'other', code: 'unsupported_grant_type' },
    ],
    ['too many', { status: 429 }, { reason: 'rate-limit', status: 429 }],
    ['a page of HTML', { status: 503, body: '<html>' }, { reason: 'server-error', status: 503 }],
    ['no access_token', grant('x', { access_token: undefined }), { reason: 'malformed-response' }],
    ['another token_type', grant('x', { token_type: 'mac' }), { reason: 'malformed-response' }],
    ['a cut connection', 'cut', { reason: 'network' }],
  ])('tells its caller of %s, and makes no call', async (_what, answer, told) => {
    const { server, client } = await setUp({ [TOKEN]: () => answer });
    expect(await request(client)).toMatchObject({ outcome: 'rejected', ...told });
    expect(await invoke(client, 'auth.info')).toMatchObject({ outcome: 'rejected', ...told });
    expect(lines(server)).toEqual([TOKEN, TOKEN]);
  });
});
