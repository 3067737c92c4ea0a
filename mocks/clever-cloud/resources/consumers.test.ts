import { expect, test } from 'vitest';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const body = {
  name: 'my-app',
  description: 'My application',
  url: 'https://my-app.example.com',
  baseUrl: 'https://my-app.example.com/oauth',
  picture: 'https://my-app.example.com/logo.png',
  rights: { access_organisations: true, manage_ssh_keys: false, almighty: true, unknown: true },
};
const at = ({ state }: TestPlatform, path = '') =>
  `/v2/organisations/${state.organisation.id}/consumers${path}`;

test('a consumer is created, listed, read, changed and removed (b5, V20)', async () => {
  const platform = platforms.open();
  const made = await platform.send('POST', at(platform), body);
  expect(made.status).toBe(201);
  const { key } = made.json;
  const rights = { ...made.json.rights };
  expect(made.json).toEqual({ ...body, key: expect.stringMatching(/^[0-9a-f]{30}$/), rights });
  expect(Object.keys(rights)).toHaveLength(12);
  expect(Object.keys(rights).filter(right => rights[right])).toEqual(['access_organisations']);
  expect((await platform.get(at(platform))).json).toEqual([
    expect.objectContaining({ key: platform.consumer.key }),
    made.json,
  ]);
  expect((await platform.get(at(platform, `/${key}`))).json).toEqual(made.json);
  const put = await platform.send('PUT', at(platform, `/${key}`), {
    ...body,
    name: 'renamed',
    picture: undefined,
  });
  expect([put.status, put.json]).toEqual([200, { ...made.json, name: 'renamed', picture: '' }]);
  const gone = await platform.send('DELETE', at(platform, `/${key}`));
  expect([gone.status, gone.text]).toEqual([204, '']);
  expect((await platform.get(at(platform, `/${key}`))).json.message).toBe('This consumer does not exist');
});

test('the secret is told where it is asked for, and nowhere else (b5)', async () => {
  const platform = platforms.open();
  const { key } = (await platform.send('POST', at(platform), body)).json;
  const { json } = await platform.get(at(platform, `/${key}/secret`));
  expect(json).toEqual({ secret: platform.state.consumers.find(key)!.secret });
  for (const path of ['', `/${key}`])
    expect((await platform.get(at(platform, path))).text).not.toContain(json.secret);
});

test('a user may own consumers too; each owner sees their own', async () => {
  const platform = platforms.open();
  const { key } = (await platform.send('POST', '/v2/self/consumers', { ...body, url: '' })).json;
  const own = await platform.get('/v2/self/consumers');
  expect(own.json).toEqual([expect.objectContaining({ key, url: body.baseUrl })]);
  for (const path of [`/${key}`, `/${key}/secret`]) {
    expect((await platform.get(`/v2/self/consumers${path}`)).status).toBe(200);
    expect((await platform.get(at(platform, path))).status).toBe(404);
  }
  expect((await platform.send('PUT', at(platform, `/${key}`), body)).status).toBe(404);
  expect((await platform.send('DELETE', at(platform, `/${key}`))).status).toBe(404);
  expect((await platform.send('DELETE', `/v2/self/consumers/${key}`)).status).toBe(204);
});

test.each([
  [{ ...body, name: ' ' }, { name: 'missing' }],
  [{ ...body, baseUrl: 'none' }, { baseUrl: 'invalid' }],
  [{ ...body, baseUrl: 'ftp://x' }, { baseUrl: 'invalid' }],
  [
    { name: 7, baseUrl: null, rights: null },
    { name: 'missing', baseUrl: 'invalid' },
  ],
])('what is wrong with a consumer is told by its fields (b6)', async (wrong, fields) => {
  const platform = platforms.open();
  const error = { id: 400, message: 'Some fields are missing or invalid', type: 'error', fields };
  for (const [method, path] of [
    ['POST', ''],
    ['PUT', `/${platform.consumer.key}`],
  ]) {
    const { status, json } = await platform.send(method!, at(platform, path), wrong);
    expect([status, json]).toEqual([400, error]);
  }
  expect([platform.state.consumers.all.length, platform.consumer.name]).toEqual([2, 'Demo']);
});

test.each(['{', '[]', 'null', '"x"', ''])('the body %j is no consumer', async text => {
  const platform = platforms.open();
  const headers = { authorization: platform.header(), 'content-type': 'application/json' };
  const { status, json } = await platform.call(`/api${at(platform)}`, {
    method: 'POST',
    headers,
    body: text,
  });
  expect([status, json]).toEqual([400, { id: 400, message: 'The body could not be read', type: 'error' }]);
});

test('with a consumer go its tokens, and the dances that it had begun', async () => {
  const platform = platforms.open();
  const temporary = await platform.requestToken();
  const verifier = platform.consent(temporary);
  const other = platform.state.userTokens.issue({
    consumer: platform.state.cliConsumer,
    user: platform.state.user,
  });
  expect((await platform.send('DELETE', at(platform, `/${platform.consumer.key}`))).status).toBe(204);
  expect((await platform.get('/v2/self')).json.message).toBe('The consumer is unknown');
  expect((await platform.askAccessToken(temporary, verifier)).json.message).toBe('The consumer is unknown');
  expect((await platform.get('/v2/self', other)).status).toBe(200);
  expect((await platform.get('/v2/self/tokens', other)).json).toHaveLength(1);
});
