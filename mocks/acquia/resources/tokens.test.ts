import { expect, test } from 'vitest';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

test("a token is made with a label; key and secret are the server's own, and work (b6, A12)", async () => {
  const platform = platforms.open();
  const { api } = platform.sandbox.endpoints;
  const { status, json } = await platform.send('POST', '/account/tokens', {
    label: ' ci job ',
    api_secret: 'chosen',
    client_id: 'chosen',
  });
  expect(status).toBe(201);
  expect(json.client_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(json.client_secret).toMatch(/^[\w+/]{43}=$/);
  expect([json.api_key, json.api_secret]).toEqual([json.client_id, json.client_secret]);
  expect(json._links.self.href).toBe(`${api}/account/tokens/${json.client_id}`);
  expect(json._links.parent.href).toBe(`${api}/account/tokens`);
  expect(json._links.notification.href).toBe(
    `${api}/notifications/${platform.sandbox.state.notifications[0]!.uuid}`,
  );
  expect(platform.sandbox.state.findKey(json.client_id)!.label).toBe('ci job');
  const { client_id, client_secret } = json;
  expect((await platform.exchange({ client_id, client_secret })).status).toBe(200);
});

test('the label may come as a form', async () => {
  const platform = platforms.open();
  const body = new URLSearchParams({ label: 'from a form' });
  const { status } = await platform.call('/api/account/tokens', {
    method: 'POST',
    headers: await platform.bearer(),
    body,
  });
  expect([status, platform.sandbox.state.keys.at(-1)!.label]).toEqual([201, 'from a form']);
});

test.each([{}, { label: '' }, { label: '  ' }, { label: null }])('%j is no label (A11)', async body => {
  const platform = platforms.open();
  const { status, json } = await platform.send('POST', '/account/tokens', body);
  expect(status).toBe(400);
  expect(json).toEqual({
    error: 'validation_failed',
    message: { label: ['The label is a required field.'] },
  });
  expect(platform.sandbox.state.keys).toHaveLength(1);
});

test('tokens are shown without their secret ever after (A13), and with dates of their own form (b6)', async () => {
  const platform = platforms.open();
  const { api } = platform.sandbox.endpoints;
  const { json } = await platform.get('/account/tokens');
  const item = {
    uuid: platform.key.id,
    active: true,
    label: 'test key',
    created_at: '2026-01-02T03:04:05+0000',
    flags: { active: true },
    revocation: null,
    _links: {
      self: { href: `${api}/account/tokens/${platform.key.id}` },
      parent: { href: `${api}/account/tokens` },
    },
  };
  expect(json).toEqual({ total: 1, _links: { self: item._links.parent }, _embedded: { items: [item] } });
  const one = await platform.get(`/account/tokens/${platform.key.id}`);
  expect(one.json).toEqual(item);
});

test('a token is removed at once, and only once; the others live on (A14, A15)', async () => {
  const platform = platforms.open();
  const other = platform.sandbox.state.createKey('other');
  const path = `/account/tokens/${other.id}`;
  const removed = await platform.send('DELETE', `${path}?tokenDeleteReason=lost`, {});
  expect(removed.status).toBe(200);
  expect(removed.json.message).toBe('The access token has been revoked.');
  expect(removed.json._links.self.href).toContain(path);
  expect((await platform.exchange({ client_id: other.id, client_secret: other.secret })).json.error).toBe(
    'invalid_client',
  );
  const again = await platform.send('DELETE', path, {});
  expect([again.status, again.json]).toEqual([
    409,
    { error: 'conflict', message: 'The access token has already been revoked.' },
  ]);
  expect((await platform.get(path)).json).toMatchObject({
    active: false,
    flags: { active: false },
    revocation: { revoked_at: '2026-01-02T03:04:05+0000', reason: 'lost' },
  });
  expect((await platform.exchange()).status).toBe(200);
});

test.each([
  [false, 200],
  [true, 403],
])(
  'access tokens of a removed key; setting removalRevokesAccessTokens %s: %i',
  async (removalRevokesAccessTokens, status) => {
    const platform = platforms.open({ removalRevokesAccessTokens });
    const headers = await platform.bearer();
    const other = platform.sandbox.state.createKey('other');
    const { json } = await platform.exchange({ client_id: other.id, client_secret: other.secret });
    platform.sandbox.state.removeKey(platform.key);
    expect((await platform.call('/api/account', { headers })).status).toBe(status);
    const theirs = { authorization: `Bearer ${json.access_token}` };
    expect((await platform.call('/api/account', { headers: theirs })).status).toBe(200);
  },
);
