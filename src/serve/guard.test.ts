import { describe, expect, test } from 'vitest';
import { servings } from './testing/serving.ts';

const start = servings();

const hostOf = (url: string) => new URL(url).host;
const portOf = (url: string) => new URL(url).port;

describe.each(['/_control', '/acquia/console'])('%s', path => {
  test('is answered under the names of loopback with the port, and under no other', async () => {
    const serving = await start();
    const [secret, port] = [`X-Countersign-Secret: ${serving.secret}`, portOf(serving.url)];
    const statusFor = (...hosts: string[]) =>
      serving.rawStatus(path, [...hosts.map(host => `Host: ${host}`), secret]);
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])
      expect([name, await statusFor(`${name}:${port}`)]).toEqual([name, 200]);
    const rebound = ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`];
    for (const host of [...rebound, '127.0.0.1', 'localhost:1', `x@127.0.0.1:${port}`, ''])
      expect([host, await statusFor(host)]).toEqual([host, 403]);
    expect(await statusFor(`127.0.0.1:${port}`, `evil.example:${port}`)).toBe(403);
  });

  test('is not for pages of another origin', async () => {
    const serving = await start();
    const host = hostOf(serving.url);
    const statusFor = (...more: string[]) =>
      serving.rawStatus(path, [`Host: ${host}`, `X-Countersign-Secret: ${serving.secret}`, ...more]);
    expect(await statusFor(`Origin: http://${host}`)).toBe(200);
    expect(await statusFor('Origin: null', 'Sec-Fetch-Site: same-origin')).toBe(200);
    const foreign = [
      'http://evil.example',
      `https://${host}`,
      'http://localhost',
      'http://127.0.0.1:1',
      'null',
      '',
    ];
    for (const origin of foreign)
      expect([origin, await statusFor(`Origin: ${origin}`)]).toEqual([origin, 403]);
    expect(await statusFor(`Origin: http://${host}`, 'Origin: http://evil.example')).toBe(403);
    expect(await statusFor('Origin: http://evil.example', 'Sec-Fetch-Site: same-origin')).toBe(403);
  });
});

test('strangers leave no exchange behind', async () => {
  const serving = await start();
  await serving.rawStatus('/acquia/api/account', ['Host: evil.example']);
  const origin = { Origin: 'http://evil.example' };
  expect((await serving.send('GET', '/acquia/api/account', { headers: origin })).body.error).toBe(
    'foreign-origin',
  );
  expect((await serving.control('GET', '/journal')).body).toEqual({ exchanges: [] });
});

test('no answer invites another origin', async () => {
  const serving = await start();
  const [own, preflight] = [
    await serving.control('GET', '/state'),
    await serving.control('OPTIONS', '/state'),
  ];
  expect([own.status, preflight.status]).toEqual([200, 405]);
  for (const { headers } of [own, preflight])
    expect([...headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([]);
});

test('the control secret is wanted on every path, by either header', async () => {
  const serving = await start();
  const ask = (path: string, headers: Record<string, string>) =>
    serving.send('GET', `/_control${path}`, { headers });
  for (const path of ['', '/', '/acquia/state', '/acquia/nothing', '/nothing']) {
    const refused = await ask(path, {});
    expect([refused.status, refused.body.error]).toEqual([401, 'unauthorized']);
    expect(refused.text).not.toContain(serving.secret);
  }
  const { secret } = serving;
  expect((await ask('', { Authorization: `Bearer ${secret}` })).status).toBe(200);
  expect((await ask('', { 'X-Countersign-Secret': secret })).status).toBe(200);
  for (const wrong of [`${secret}x`, secret.slice(1), secret.toUpperCase(), 'x']) {
    expect((await ask('', { Authorization: `Bearer ${wrong}` })).status).toBe(401);
    expect((await ask('', { 'X-Countersign-Secret': wrong })).status).toBe(401);
  }
  expect((await ask(`?secret=${secret}`, {})).status).toBe(401);
});

test("the mocks' own credentials do not open the control API", async () => {
  const serving = await start();
  const token = await serving.tokenValue();
  for (const value of [token, serving.keySecret, serving.password]) {
    const headers = { Authorization: `Bearer ${value}` };
    expect((await serving.send('GET', '/_control/acquia/state', { headers })).status).toBe(401);
  }
});
