import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CALLS } from '../../src/protocol/index.ts';
import { StdioClient } from '../testing/stdio.ts';
import { type Answer, type Arrival, TinyServer } from '../testing/tiny-server.ts';

const USER = {
  id: 'user_1',
  email: 'ada@example.com',
  name: 'Ada',
  hasPassword: true,
  preferredMFA: 'TOTP',
  creationDate: 0,
};
const EXPIRES = '2030-01-01T00:00:00.000Z';
const PDF = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x0a, 0x80]);

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What a platform that shares its host with others answers; the first poll of a login comes too early. */
function platform(polls: () => number) {
  const answers: [prefix: string, answer: () => Answer][] = [
    ['/s1/api/v2/self/cli_tokens', () => (polls() < 2 ? json(404, {}) : json(200, ACCOUNT))],
    ['/s1/api/v2/self/tokens/current', () => json(200, { expirationDate: EXPIRES })],
    ['/s1/api/v2/self', () => json(200, USER)],
    [
      '/s1/api/v4/billing',
      () => ({ status: 200, headers: { 'content-type': 'application/pdf' }, body: PDF }),
    ],
    ['/s1/bridge/api-tokens', () => json(200, { apiTokenId: 'api_tokens_1', apiToken: 'value' })],
  ];
  return ({ target }: Arrival): Answer =>
    answers.find(([prefix]) => target.startsWith(prefix))?.[1]() ?? json(500, {});
}
const ACCOUNT = { token: 'tok', secret: 'sec', expirationDate: EXPIRES };

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(folder: string) {
  const server = await TinyServer.start(arrival => platform(() => server.at(POLLS).length)(arrival));
  const client = new StdioClient(process.execPath, [fileURLToPath(new URL('client.mjs', pathOf(folder)))]);
  endings.push(
    async () => expect(await client.shutdown()).toBe(0),
    () => client.kill(),
    () => server.stop(),
  );
  const open = (session: string, credentials: object = {}) =>
    client.call('session/open', {
      session,
      installation: `of ${session}`,
      platform: 'clever-cloud',
      mechanism: 'oauth1',
      endpoints: { api: `${server.origin}/s1/api`, bridge: `${server.origin}/s1/bridge` },
      credentials: { consumerKey: 'key', consumerSecret: 'shh', ...credentials },
      options: {},
      env: {},
      now: EXPIRES,
    });
  const invoke = async (session: string, operation: string, input: object = {}) =>
    CALLS['session/invoke'].result.parse(await client.call('session/invoke', { session, operation, input }));
  return { server, client, open, invoke };
}
const POLLS = '/s1/api/v2/self/cli_tokens';
const pathOf = (folder: string) => new URL(`${folder}/`, import.meta.url);

describe.each(['clever-tools-3', 'clever-tools-4'])('%s', folder => {
  beforeAll(() => {
    if (!existsSync(new URL('node_modules/clever-tools', pathOf(folder))))
      throw new Error(`Failed to run ${folder}: it is not installed. npm ci --prefix clients/real/${folder}`);
  });

  it('logs in by polling, and from then on is logged in on that machine only', async () => {
    const { server, open, invoke } = await setUp(folder);
    await open('first');
    await open('other');
    expect(await invoke('first', 'login')).toEqual({ outcome: 'ok', value: null });
    const polls = server.at(POLLS);
    expect(polls.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(polls[0]!.target).toMatch(/\?cli_token=[\w-]{27}$/);
    expect(await invoke('first', 'profile.get')).toEqual({
      outcome: 'ok',
      value: { id: 'user_1', email: 'ada@example.com' },
    });
    const signed = server.arrivals.filter(({ target }) => target === '/s1/api/v2/self');
    expect(signed.map(({ headers }) => headers.authorization)).toEqual([
      expect.stringContaining('oauth_token="tok"'),
      expect.stringContaining('oauth_token="tok"'),
    ]);
    const before = server.arrivals.length;
    await invoke('other', 'profile.get');
    const later = server.arrivals.slice(before).map(({ headers }) => headers.authorization ?? '');
    expect(later.filter(authorization => authorization.includes('"tok"'))).toEqual([]);
  });

  it('types password and code where they are asked for', async () => {
    const { server, open, invoke } = await setUp(folder);
    await open('s', { token: 'tok', tokenSecret: 'sec' });
    const input = { name: 'CI "job" 1', password: 'pass word', mfaCode: '123456' };
    expect(await invoke('s', 'tokens.create', input)).toEqual({
      outcome: 'ok',
      value: { id: 'api_tokens_1', token: 'value' },
    });
    const [made] = server.at('/s1/bridge/api-tokens');
    expect(JSON.parse(made!.body)).toMatchObject({ ...input, email: 'ada@example.com' });
  });

  it('hands over every byte of an answer', async () => {
    const { client, open } = await setUp(folder);
    await open('s', { token: 'tok', tokenSecret: 'sec' });
    const call = {
      session: 's',
      method: 'GET',
      path: '/v4/billing/x.pdf',
      query: [],
      headers: {},
      body: null,
    };
    expect(await client.call('session/request', call)).toMatchObject({
      outcome: 'response',
      status: 200,
      headers: { 'content-type': 'application/pdf' },
      bodyBase64: PDF.toString('base64'),
    });
  });
});
