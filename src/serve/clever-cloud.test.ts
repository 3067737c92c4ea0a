import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serve } from './serve.ts';

let lines: string[];
let serving: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  lines = [];
  serving = await serve({ platforms: ['acquia', 'clever-cloud'], port: 0, print: line => lines.push(line) });
});
afterEach(() => serving.stop());

/** A value as it is printed: a label, spaces, the value. */
function printed(label: string): string {
  const line = lines.findLast(text => text.trim().startsWith(`${label} `));
  return line!.trim().slice(label.length).trim();
}

async function control(method: string, path: string, body?: unknown) {
  const headers = { 'X-Countersign-Secret': printed('control secret') };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${serving.url}/_control/clever-cloud${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

test('the commands that are printed for Clever Cloud are answered', async () => {
  const commands = lines
    .map(line => /^ *curl -H 'Authorization: ([^']*)' (\S+clever-cloud\S+)$/.exec(line))
    .flatMap(found => (found === null ? [] : [{ authorization: found[1]!, url: found[2]! }]));
  expect(commands.map(({ url }) => new URL(url).pathname)).toEqual([
    '/clever-cloud/bridge/v2/self',
    '/clever-cloud/api/v2/self',
  ]);
  for (const { authorization, url } of commands) {
    const response = await fetch(url, { headers: { Authorization: authorization } });
    expect(await response.json()).toMatchObject({ email: 'ada@example.com' });
  }
});

test('consumers and users are made over the control API, and told of without their secrets', async () => {
  const consumer = await control('POST', '/consumers', { name: 'mine', baseUrl: 'https://app.example.com' });
  const user = await control('POST', '/users', { name: 'Grace', email: 'grace@example.com' });
  expect([consumer.status, user.status]).toEqual([201, 201]);
  const state = JSON.stringify((await control('GET', '/state')).body);
  expect(state).toContain(consumer.body.key);
  expect(state).toContain('grace@example.com');
  for (const secret of [consumer.body.secret, user.body.password]) {
    expect(secret).toMatch(/^[0-9a-f]{24,}$/);
    expect(state).not.toContain(secret);
  }
});

test('settings of Clever Cloud are checked and take effect', async () => {
  expect((await control('PATCH', '/settings', { signatures: 'loose' })).status).toBe(400);
  expect((await control('PATCH', '/settings', { apiTokenOnApiHostStatus: 403 })).status).toBe(200);
  const headers = { Authorization: `Bearer ${printed('API token')}` };
  expect((await fetch(`${printed('api')}/v2/self`, { headers })).status).toBe(403);
});

test('the guide names the routes that only Clever Cloud has', async () => {
  const guide = readFileSync(new URL('../../docs/serve.md', import.meta.url), 'utf8');
  const named = [...guide.matchAll(/^\| clever-cloud \| `([^`]*)` \|/gm)].map(match => match[1]);
  expect(named).toEqual(['POST /consumers', 'POST /users']);
});
