import { afterEach, describe, expect, it } from 'vitest';
import type { Params } from '../../../src/protocol/index.ts';
import {
  API_TOKEN,
  apiTokenParams,
  oauthHeader,
  oauthParams,
  startCleverCloud,
  USER_KEY,
} from '../../testing/clever-cloud.ts';
import { invoke, NOW } from '../../testing/session.ts';
import { type Answer, type Answers, json } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';
import { expirationDate } from './expiration.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(answers: Answers, mechanism: Params<'session/open'>['mechanism'] = 'oauth1') {
  const server = await startCleverCloud(answers);
  const client = createReferenceClient();
  endings.push(
    () => client.shutdown!({}),
    () => server.stop(),
  );
  await client['session/open']!((mechanism === 'oauth1' ? oauthParams : apiTokenParams)(server));
  return { server, client };
}

const SELF = { id: 'user_1', email: 'ada@example.com', name: 'Ada' };
const ACCOUNT = { email: 'ada@example.com', password: 'pass+word/1' };
const CREATED = { apiToken: 'only here', apiTokenId: 'api_tokens_2', name: 'CI job', state: 'ACTIVE' };

describe('profile.get', () => {
  it('asks the API, signed as the session signs', async () => {
    const { server, client } = await setUp({ '/api/v2/self': () => json(200, SELF) });
    expect(await invoke(client, 'profile.get')).toEqual({
      outcome: 'ok',
      value: { id: 'user_1', email: 'ada@example.com' },
    });
    expect(oauthHeader(server.arrivals[0]!)).toMatchObject({ oauth_signature_method: 'HMAC-SHA512' });
  });

  it('asks the bridge with an API token', async () => {
    const { server, client } = await setUp({ '/bridge/v2/self': () => json(200, SELF) }, 'api-token');
    expect(await invoke(client, 'profile.get')).toMatchObject({ value: { id: 'user_1' } });
    expect(server.arrivals.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${API_TOKEN}`]);
  });

  it.each<[Answer, object]>([
    [
      json(401, { id: 2001, message: 'not logged in', type: 'error' }),
      { reason: 'authentication', status: 401, code: '2001' },
    ],
    [json(404, { code: 'clever.x', error: 'gone' }), { reason: 'other', code: 'clever.x' }],
    [json(200, [SELF]), { reason: 'malformed-response' }],
    [json(200, { id: 1, email: null }), { reason: 'malformed-response' }],
    [{ status: 200, body: '<html>' }, { reason: 'malformed-response' }],
    [{ status: 200 }, { reason: 'malformed-response' }],
  ])('is rejected for %j, once', async (answer, told) => {
    const { server, client } = await setUp({ '/api/v2/self': () => answer });
    expect(await invoke(client, 'profile.get')).toMatchObject({ outcome: 'rejected', ...told });
    expect(server.arrivals).toHaveLength(1);
  });
});

describe('the tokens commands, on the bridge by PLAINTEXT', () => {
  it('create one with e-mail, password, code and the date that a duration comes to', async () => {
    const { server, client } = await setUp({ '/bridge/api-tokens': () => json(201, CREATED) });
    const input = { ...ACCOUNT, mfaCode: '123456', name: 'Quick local test', expiration: '1h' };
    expect(await invoke(client, 'tokens.create', input)).toEqual({
      outcome: 'ok',
      value: { id: 'api_tokens_2', token: 'only here' },
    });
    const [arrival] = server.arrivals;
    expect(arrival).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    expect(oauthHeader(arrival!)).toMatchObject({
      oauth_signature_method: 'PLAINTEXT',
      oauth_signature: USER_KEY,
    });
    const { expirationDate, ...rest } = JSON.parse(arrival!.body);
    expect(rest).toEqual({ ...ACCOUNT, mfaCode: '123456', name: 'Quick local test', description: '' });
    expect(expirationDate).toMatch(/^2026-01-02T04:0/);
  });

  it('send no code where there is none', async () => {
    const { server, client } = await setUp({ '/bridge/api-tokens': () => json(200, CREATED) });
    await invoke(client, 'tokens.create', { ...ACCOUNT, name: 'CI job' });
    expect(JSON.parse(server.arrivals[0]!.body)).not.toHaveProperty('mfaCode');
  });

  it('list them by id, name and state', async () => {
    const { server, client } = await setUp({ '/bridge/api-tokens': () => json(200, [CREATED]) });
    expect(await invoke(client, 'tokens.list')).toEqual({
      outcome: 'ok',
      value: [{ id: 'api_tokens_2', name: 'CI job', state: 'ACTIVE' }],
    });
    expect(server.arrivals[0]).toMatchObject({ method: 'GET', target: '/bridge/api-tokens', body: '' });
  });

  it('revoke one by its id', async () => {
    const { server, client } = await setUp({ '/bridge/api-tokens/api_tokens_2': () => ({ status: 204 }) });
    expect(await invoke(client, 'tokens.revoke', { id: 'api_tokens_2' })).toEqual({
      outcome: 'ok',
      value: null,
    });
    expect(server.arrivals[0]).toMatchObject({ method: 'DELETE', target: '/bridge/api-tokens/api_tokens_2' });
  });

  it('report a refusal by its code, without the password that the server repeats', async () => {
    const { server, client } = await setUp({
      '/bridge/api-tokens': () =>
        json(401, { code: 'invalid-credential', error: `Not ${ACCOUNT.password} for 123456, ${USER_KEY}` }),
    });
    const told = await invoke(client, 'tokens.create', { ...ACCOUNT, mfaCode: '123456', name: 'x' });
    expect(told).toMatchObject({ reason: 'authentication', status: 401, code: 'invalid-credential' });
    expect(JSON.stringify(told)).toContain('Not *** for ***, ***&***');
    expect(server.arrivals).toHaveLength(1);
  });

  it('are not tried with an API token', async () => {
    const { server, client } = await setUp({}, 'api-token');
    expect(await invoke(client, 'tokens.list')).toMatchObject({ reason: 'invalid-credentials' });
    expect(server.arrivals).toEqual([]);
  });
});

it('offers no other operation', async () => {
  const { client } = await setUp({});
  await expect(invoke(client, 'login')).rejects.toMatchObject({
    name: 'UnsupportedError',
    capability: 'login',
  });
});

describe('the expiration of an API token', () => {
  const now = Date.parse(NOW);

  it.each([
    [undefined, '2027-01-02T03:03:05.000Z'],
    ['1h', '2026-01-02T04:04:05.000Z'],
    ['4d', '2026-01-06T03:04:05.000Z'],
    ['2w', '2026-01-16T03:04:05.000Z'],
    ['6M', '2026-07-02T03:04:05.000Z'],
    ['1y', '2027-01-02T03:04:05.000Z'],
    ['2026-12-31', '2026-12-31T00:00:00.000Z'],
    ['2026-12-31T01:00:00+01:00', '2026-12-31T00:00:00.000Z'],
  ])('%s comes to %s', (expiration, expected) => {
    expect(expirationDate(expiration, now)).toBe(expected);
  });

  it('is the last of a month that is shorter', () => {
    expect(expirationDate('1M', Date.parse('2026-01-31T12:00:00Z'))).toBe('2026-02-28T12:00:00.000Z');
  });

  it.each(['', '0h', '13M', '1 h', '1s', 'soon', '2026-13-01', '2025-12-31', '2028-01-01'])(
    'cannot be %j',
    expiration => {
      expect(() => expirationDate(expiration, now)).toThrow('Failed to read the expiration');
    },
  );
});
