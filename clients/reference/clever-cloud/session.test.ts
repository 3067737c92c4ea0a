import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Params } from '../../../src/protocol/index.ts';
import {
  API_TOKEN,
  apiTokenParams,
  CONSUMER,
  CONSUMER_KEY,
  oauthHeader,
  oauthParams,
  startCleverCloud,
  USER,
  USER_KEY,
} from '../../testing/clever-cloud.ts';
import { after, NOW, request } from '../../testing/session.ts';
import { type Answers, json, TinyServer } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(answers: Answers = {}, changed: Partial<Params<'session/open'>> = {}) {
  const server = await startCleverCloud(answers);
  const client = createReferenceClient();
  endings.push(
    () => client.shutdown!({}),
    () => server.stop(),
  );
  const params = changed.mechanism === 'api-token' ? apiTokenParams : oauthParams;
  const opened = await client['session/open']!(params(server, changed));
  return { server, client, opened };
}

const options = (signatureMethod: string) => ({ allowInsecure: true, signatureMethod });

/** Percent-encoded; what is encoded here holds none of `!'()*`. */
const enc = encodeURIComponent;

describe('an OAuth 1 call', () => {
  it.each([
    [undefined, 'HMAC-SHA512', 'sha512'],
    ['HMAC-SHA1', 'HMAC-SHA1', 'sha1'],
  ])('with signatureMethod %s covers method, address, query and form by %s', async (given, name, digest) => {
    const { server, client } = await setUp({}, given === undefined ? {} : { options: options(given) });
    await request(client, {
      method: 'POST',
      path: '/v2/a',
      query: [['tag', 'b c']],
      body: { form: [['tag', 'a+b c']] },
    });
    const [arrival] = server.arrivals;
    expect(arrival).toMatchObject({ target: '/api/v2/a?tag=b%20c', body: 'tag=a%2Bb+c' });
    const { oauth_nonce, oauth_timestamp, oauth_signature, ...rest } = oauthHeader(arrival!)!;
    expect(rest).toEqual({
      oauth_consumer_key: CONSUMER.consumerKey,
      oauth_token: USER.token,
      oauth_signature_method: name,
      oauth_version: '1.0',
    });
    const normalized =
      `oauth_consumer_key=ck%20demo&oauth_nonce=${oauth_nonce}&oauth_signature_method=${name}` +
      `&oauth_timestamp=${oauth_timestamp}&oauth_token=user_tok&oauth_version=1.0&tag=a%2Bb%20c&tag=b%20c`;
    const text = `POST&${enc(`${server.origin}/api/v2/a`)}&${enc(normalized)}`;
    expect(oauth_signature).toBe(createHmac(digest, USER_KEY).update(text).digest('base64'));
  });

  it("leaves a JSON body out of its signature, and takes the session's time and a new nonce each time", async () => {
    const { server, client } = await setUp();
    await request(client, { method: 'PUT', path: '/v2/a', body: { json: { a: 1 } } });
    await client['session/setTime']!({ session: 's1', now: after(86_400) });
    await request(client, { path: '/v2/a' });
    const [first, second] = server.arrivals.map(arrival => oauthHeader(arrival)!);
    const normalized = Object.entries(first!)
      .filter(([name]) => name !== 'oauth_signature')
      .map(([name, value]) => `${name}=${enc(value)}`)
      .sort();
    const text = `PUT&${enc(`${server.origin}/api/v2/a`)}&${enc(normalized.join('&'))}`;
    expect(first!.oauth_signature).toBe(createHmac('sha512', USER_KEY).update(text).digest('base64'));
    const since = [first, second].map(
      ({ oauth_timestamp } = {}) => Number(oauth_timestamp) - Date.parse(NOW) / 1000,
    );
    expect(since[0]).toBeGreaterThanOrEqual(0);
    expect(since[0]).toBeLessThan(60);
    expect(since[1]).toBeGreaterThanOrEqual(86_400);
    expect(first!.oauth_nonce).not.toBe(second!.oauth_nonce);
  });

  it('by PLAINTEXT carries both secrets, encoded; without a user only the own', async () => {
    const { server, client } = await setUp({}, { options: options('PLAINTEXT') });
    await request(client);
    await client['session/open']!(
      oauthParams(server, { session: 's2', credentials: CONSUMER, options: options('PLAINTEXT') }),
    );
    await request(client, { session: 's2' });
    const [user, own] = server.arrivals.map(arrival => oauthHeader(arrival)!);
    expect(user!.oauth_signature).toBe(USER_KEY);
    expect(own!.oauth_signature).toBe(CONSUMER_KEY);
    expect(own).not.toHaveProperty('oauth_token');
  });

  it('hands over any answer as it is, a refusal without another try, a PDF byte by byte', async () => {
    const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00, 0xfe, 0x0d, 0x0a]);
    const refused = { id: 2001, message: 'not logged in', type: 'error' };
    const { server, client } = await setUp({
      '/api/v2/self': () => json(401, refused),
      '/api/v4/1.pdf': () => ({ status: 200, headers: { 'content-type': 'application/pdf' }, body: pdf }),
    });
    expect(await request(client, { path: '/v2/self' })).toMatchObject({
      outcome: 'response',
      status: 401,
      body: JSON.stringify(refused),
    });
    expect(await request(client, { path: '/v4/1.pdf' })).toMatchObject({
      bodyBase64: pdf.toString('base64'),
    });
    expect(server.arrivals).toHaveLength(2);
    expect(server.arrivals[1]!.headers.accept).toBe('*/*');
  });

  it('signs a redirect anew, and shows another host nothing', async () => {
    const other = await TinyServer.start(() => ({ status: 200, body: 'the file' }));
    endings.push(() => other.stop());
    const { server, client } = await setUp({
      '/api/a': () => ({ status: 302, headers: { location: '/api/b' } }),
      '/api/b': () => ({ status: 302, headers: { location: `${other.origin}/c` } }),
    });
    expect(await request(client, { path: '/a' })).toMatchObject({ body: 'the file' });
    const [a, b] = server.arrivals.map(arrival => oauthHeader(arrival)!.oauth_nonce);
    expect(a).not.toBe(b);
    expect(other.arrivals[0]!.headers).not.toHaveProperty('authorization');
  });
});

describe('a call with an API token', () => {
  it('goes to the bridge as a bearer, and nowhere else', async () => {
    const { server, client } = await setUp({}, { mechanism: 'api-token' });
    await request(client, { path: '/v2/self' });
    expect(server.arrivals).toHaveLength(1);
    expect(server.arrivals[0]).toMatchObject({
      target: '/bridge/v2/self',
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
  });

  it('is not repeated when it is refused, and the token stays at home on a redirect', async () => {
    const other = await TinyServer.start(() => ({ status: 200, body: 'stranger' }));
    endings.push(() => other.stop());
    const { server, client } = await setUp(
      {
        '/bridge/v2/self': () => json(401, { code: 'expired', error: 'The token is expired.' }),
        '/bridge/v2/moved': () => ({ status: 302, headers: { location: `${other.origin}/v2/self` } }),
      },
      { mechanism: 'api-token' },
    );
    expect(await request(client, { path: '/v2/self' })).toMatchObject({ outcome: 'response', status: 401 });
    expect(server.arrivals).toHaveLength(1);
    expect(await request(client, { path: '/v2/moved' })).toMatchObject({ body: 'stranger' });
    expect(other.arrivals[0]!.headers).not.toHaveProperty('authorization');
  });
});

describe('opening a session', () => {
  it.each<[string, Partial<Params<'session/open'>>, string]>([
    ['a user by plain http', { options: {} }, 'insecure-transport'],
    ['an API token by plain http', { mechanism: 'api-token', options: {} }, 'insecure-transport'],
    ['no consumer secret', { credentials: { consumerKey: 'k', consumerSecret: '' } }, 'invalid-credentials'],
    ['a token without its secret', { credentials: { ...CONSUMER, token: 't' } }, 'invalid-credentials'],
    ['no API token', { mechanism: 'api-token', credentials: {} }, 'invalid-credentials'],
    ['HMAC-SHA256', { options: options('HMAC-SHA256') }, 'other'],
  ])('refuses %s, and sends nothing', async (_what, changed, reason) => {
    const { server, opened } = await setUp({}, changed);
    expect(opened).toMatchObject({ outcome: 'rejected', reason });
    expect(server.arrivals).toEqual([]);
  });

  it('takes https without being told, and looks only at what it uses', async () => {
    const { client } = await setUp();
    const endpoints = { api: 'http://127.0.0.1:1', bridge: 'https://bridge.example.com' };
    const params = apiTokenParams(await startedAndEnded(), { session: 's2', endpoints, options: {} });
    expect(await client['session/open']!(params)).toEqual({});
  });
});

async function startedAndEnded(): Promise<TinyServer> {
  const server = await startCleverCloud();
  endings.push(() => server.stop());
  return server;
}
