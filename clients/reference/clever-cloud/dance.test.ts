import { afterEach, describe, expect, it } from 'vitest';
import {
  CONSUMER,
  CONSUMER_KEY,
  form,
  oauthHeader,
  oauthParams,
  startCleverCloud,
} from '../../testing/clever-cloud.ts';
import { request } from '../../testing/session.ts';
import { type Answer, type Answers, json } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const CALLBACK = 'https://app.example.com/callback?state=a+b';
const REQUEST_TOKEN = '/api/v2/oauth/request_token';
const ACCESS_TOKEN = '/api/v2/oauth/access_token';

async function setUp(answers: Answers = {}, options: Record<string, unknown> = {}) {
  const server = await startCleverCloud(answers);
  const client = createReferenceClient();
  endings.push(
    () => client.shutdown!({}),
    () => server.stop(),
  );
  const given = { allowInsecure: true, signatureMethod: 'PLAINTEXT', callbackUrl: CALLBACK, ...options };
  const open = (session: string) =>
    client['session/open']!(oauthParams(server, { session, credentials: CONSUMER, options: given }));
  await open('s1');
  const begin = (session = 's1') => client['session/beginAuthorization']!({ session });
  const complete = (query: string, session = 's1') =>
    client['session/completeAuthorization']!({ session, callbackUrl: `${CALLBACK}&${query}` });
  return { server, client, open, begin, complete };
}

const fields = (body: string) => Object.fromEntries(new URLSearchParams(body));

describe('the dance', () => {
  it('asks for a temporary token, sends the user off, and exchanges what the browser brings back', async () => {
    const { server, client, begin, complete } = await setUp();
    expect(await begin()).toEqual({
      outcome: 'ok',
      value: { authorizationUrl: `${server.origin}/api/v2/oauth/authorize?oauth_token=rt_1` },
    });
    expect(await complete('oauth_token=rt_1&oauth_verifier=v%2B1&user=user_1')).toEqual({
      outcome: 'ok',
      value: { expirationDate: '2026-06-04T12:00:00.000Z' },
    });
    await request(client);

    const [first, third, call] = server.arrivals;
    const common = {
      oauth_consumer_key: CONSUMER.consumerKey,
      oauth_signature_method: 'PLAINTEXT',
      oauth_timestamp: expect.stringMatching(/^\d+$/),
      oauth_nonce: expect.any(String),
      oauth_version: '1.0',
    };
    const posted = {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/x-www-form-urlencoded',
      },
    };
    expect(first).toMatchObject({ ...posted, target: REQUEST_TOKEN });
    expect(first!.headers).not.toHaveProperty('authorization');
    expect(first!.body).toContain('oauth_callback=https%3A%2F%2Fapp.example.com%2Fcallback%3Fstate%3Da%2Bb&');
    expect(fields(first!.body)).toEqual({
      ...common,
      oauth_callback: CALLBACK,
      oauth_signature: CONSUMER_KEY,
    });
    expect(third).toMatchObject({ ...posted, target: ACCESS_TOKEN });
    expect(fields(third!.body)).toEqual({
      ...common,
      oauth_token: 'rt_1',
      oauth_verifier: 'v+1',
      oauth_signature: `${CONSUMER_KEY}rts%2F1`,
    });
    expect(oauthHeader(call!)).toMatchObject({
      oauth_token: 'ut_1',
      oauth_signature: `${CONSUMER_KEY}uts%3D1`,
    });
  });

  it('keeps the users of two sessions apart', async () => {
    const { server, client, open, begin, complete } = await setUp();
    await open('s2');
    await begin('s1');
    await begin('s2');
    await complete('oauth_token=rt_2&oauth_verifier=v', 's2');
    await complete('oauth_token=rt_1&oauth_verifier=v', 's1');
    await request(client, { session: 's1' });
    await request(client, { session: 's2' });
    const used = server.at('/api/applications').map(arrival => oauthHeader(arrival)!);
    expect(used.map(({ oauth_token, oauth_signature }) => [oauth_token, oauth_signature])).toEqual([
      ['ut_2', `${CONSUMER_KEY}uts%3D2`],
      ['ut_1', `${CONSUMER_KEY}uts%3D1`],
    ]);
  });

  it.each([
    ['another token', 'oauth_token=rt_2&oauth_verifier=v'],
    ['no token', 'oauth_verifier=v'],
    ['two tokens', 'oauth_token=rt_1&oauth_token=rt_2&oauth_verifier=v'],
  ])('refuses a callback with %s, and still takes the right one', async (_what, query) => {
    const { server, begin, complete } = await setUp();
    await begin();
    expect(await complete(query)).toMatchObject({ outcome: 'rejected', reason: 'state-mismatch' });
    expect(server.at(ACCESS_TOKEN)).toEqual([]);
    expect(await complete('oauth_token=rt_1&oauth_verifier=v')).toMatchObject({ outcome: 'ok' });
  });

  it.each(['oauth_token=rt_1', 'oauth_token=rt_1&oauth_verifier='])(
    'takes the callback %s for a denied consent',
    async query => {
      const { server, begin, complete } = await setUp();
      await begin();
      expect(await complete(query)).toMatchObject({ outcome: 'rejected', reason: 'authorization-denied' });
      expect(server.at(ACCESS_TOKEN)).toEqual([]);
    },
  );

  it('takes a callback once, after a failure too, and none before a beginning', async () => {
    const { server, begin, complete } = await setUp({ [ACCESS_TOKEN]: () => ({ status: 503 }) });
    const callback = 'oauth_token=rt_1&oauth_verifier=v';
    expect(await complete(callback)).toMatchObject({ reason: 'state-mismatch' });
    await begin();
    expect(await complete(callback)).toMatchObject({ reason: 'server-error', status: 503 });
    expect(await complete(callback)).toMatchObject({ reason: 'state-mismatch' });
    expect(server.at(ACCESS_TOKEN)).toHaveLength(1);
  });

  it('lets a new beginning take the place of the old one', async () => {
    const { begin, complete } = await setUp();
    await begin();
    await begin();
    expect(await complete('oauth_token=rt_1&oauth_verifier=v')).toMatchObject({ reason: 'state-mismatch' });
    expect(await complete('oauth_token=rt_2&oauth_verifier=v')).toMatchObject({ outcome: 'ok' });
  });
});

describe('a dance that fails', () => {
  const granted = { oauth_token: 'rt_1', oauth_token_secret: 's', oauth_callback_confirmed: 'true' };
  const { oauth_callback_confirmed: _, ...unconfirmed } = granted;
  const { oauth_token_secret: __, ...noSecret } = granted;

  it.each<[string, Answer, object]>([
    [
      'the words of v2',
      json(401, { id: 2001, message: 'not logged in', type: 'error' }),
      {
        reason: 'authentication',
        status: 401,
        code: '2001',
        message: expect.stringContaining('not logged in'),
      },
    ],
    [
      'the words of v4',
      json(403, { code: 'clever.core.forbidden', error: 'no rights' }),
      {
        reason: 'permission',
        status: 403,
        code: 'clever.core.forbidden',
        message: expect.stringContaining('no rights'),
      },
    ],
    ['a page of HTML', { status: 415, body: '<html>' }, { reason: 'other', status: 415 }],
    ['JSON where a form is due', json(200, granted), { reason: 'malformed-response' }],
    ['no secret', form(noSecret), { reason: 'malformed-response' }],
    ['no token', form({ oauth_token_secret: 's' }), { reason: 'malformed-response' }],
    ['an unconfirmed callback', form(unconfirmed), { reason: 'malformed-response' }],
    ['a cut connection', 'cut', { reason: 'network' }],
  ])('reports %s', async (_what, answer, told) => {
    const { server, begin } = await setUp({ [REQUEST_TOKEN]: () => answer });
    expect(await begin()).toMatchObject(told);
    expect(server.arrivals).toHaveLength(1);
  });

  it('keeps secrets out of what it tells, though the server repeats them', async () => {
    const echo = (_n: number, { body }: { body: string }): Answer =>
      json(401, { id: 1, message: `No ${body} ${decodeURIComponent(body)} ${CONSUMER.consumerSecret}` });
    const { begin, complete } = await setUp({ [ACCESS_TOKEN]: echo });
    await begin();
    const told = JSON.stringify(await complete('oauth_token=rt_1&oauth_verifier=v-secret'));
    expect(told).toContain('No oauth_consumer_key');
    for (const secret of [
      CONSUMER.consumerSecret,
      enc(CONSUMER.consumerSecret),
      'rts/1',
      'rts%2F1',
      'v-secret',
    ]) {
      expect(told).not.toContain(secret);
    }
  });

  it('says what is missing: a callback address', async () => {
    const { server, begin } = await setUp({}, { callbackUrl: undefined });
    expect(await begin()).toMatchObject({
      outcome: 'rejected',
      message: expect.stringContaining('callbackUrl'),
    });
    expect(server.arrivals).toEqual([]);
  });
});

const enc = encodeURIComponent;
