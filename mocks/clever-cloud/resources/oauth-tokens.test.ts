import { expect, test } from 'vitest';
import { START, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const DAY = 86_400_000;

/** A platform with a second token of the user, and one of another user. */
function withTokens() {
  const platform = platforms.open();
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  return { platform, second: platform.tokenOf(platform.state.user), bobs: platform.tokenOf(bob) };
}

test("the user's live tokens are listed with consumer and rights, without secrets (V19, b5)", async () => {
  const { platform, second } = withTokens();
  platform.sandbox.clock.advance(1000);
  const { status, json, text } = await platform.get('/v2/self/tokens');
  expect(status).toBe(200);
  expect(json.map((t: { token: string }) => t.token)).toEqual([
    platform.token.access.value,
    second.access.value,
  ]);
  expect(json[0]).toEqual({
    token: platform.token.access.value,
    consumer: {
      key: platform.consumer.key,
      name: 'Demo',
      description: '',
      url: 'https://app.example.test/',
      baseUrl: 'https://app.example.test/',
      picture: '',
      rights: expect.objectContaining({ access_organisations: true, almighty: false }),
    },
    creationDate: START,
    expirationDate: START + 90 * DAY,
    lastUtilisation: START + 1000,
    rights: expect.objectContaining({ manage_ssh_keys: true, manage_organisations: false }),
    employeeId: null,
  });
  expect(Object.keys(json[0].rights)).toHaveLength(12);
  expect(json[1].lastUtilisation).toBe(START);
  for (const { secret } of [platform.token, platform.consumer]) expect(text).not.toContain(secret);
});

test('the current token is the one that signs; an API token is none (b5)', async () => {
  const { platform, second } = withTokens();
  const { json } = await platform.get('/v2/self/tokens/current', second);
  expect(json).toMatchObject({ token: second.access.value, expirationDate: START + 90 * DAY });
  const expiresAt = START + DAY;
  const { access } = platform.state.apiTokens.create({ user: platform.state.user, name: 'x', expiresAt });
  const headers = { authorization: `Bearer ${access.value}` };
  const bridged = await platform.call('/bridge/v2/self/tokens/current', { headers });
  expect([bridged.status, bridged.json.message]).toEqual([404, 'This token does not exist']);
});

test('a token is revoked at once, and once (V19)', async () => {
  const { platform, second } = withTokens();
  const path = `/v2/self/tokens/${second.access.value}`;
  const gone = await platform.send('DELETE', path);
  expect([gone.status, gone.text]).toEqual([204, '']);
  expect((await platform.get('/v2/self', second)).json.message).toBe('The token was revoked');
  expect((await platform.get('/v2/self/tokens')).json).toHaveLength(1);
  expect((await platform.send('DELETE', path)).json.message).toBe('This token does not exist');
});

test("nobody revokes another user's token", async () => {
  const { platform, bobs } = withTokens();
  expect((await platform.send('DELETE', `/v2/self/tokens/${bobs.access.value}`)).status).toBe(404);
  expect((await platform.get('/v2/self', bobs)).status).toBe(200);
});

test("all of the user's tokens are revoked together, the current one too, and no one else's", async () => {
  const { platform, second, bobs } = withTokens();
  expect((await platform.send('DELETE', '/v2/self/tokens')).status).toBe(204);
  const statuses = [platform.token, second, bobs].map(
    async token => (await platform.get('/v2/self', token)).status,
  );
  expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
});

test('an expired token is not listed', async () => {
  const { platform, second } = withTokens();
  second.access.expiresAt = START;
  expect((await platform.get('/v2/self/tokens')).json).toHaveLength(1);
});
