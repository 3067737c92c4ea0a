import { expect, test } from 'vitest';
import { START, testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();
const quota = (headers: Headers) =>
  ['limit', 'remaining', 'reset'].map(name => headers.get(`x-ratelimit-${name}`));

test('600 requests a minute for each key; the next is refused, and told when to come back (C30)', async () => {
  const platform = platforms.open();
  expect(quota((await platform.get('/projects')).headers)).toEqual(['600', '599', String(START / 1000 + 60)]);
  platform.state.leaveRequests(platform.key, 1);
  expect(quota((await platform.get('/projects')).headers)[1]).toBe('0');
  platform.sandbox.clock.advance(20_500);
  const refused = await platform.get('/projects');
  expect([refused.status, refused.json.error.code]).toEqual([429, 'rate_limited']);
  expect(quota(refused.headers)).toEqual(['600', '0', String(START / 1000 + 60)]);
  expect(refused.headers.get('retry-after')).toBe('40');
  const other = platform.state.createKey();
  expect((await platform.get('/projects', other.access.value)).status).toBe(200);
});

test('whoever comes back as told has the whole minute again, and not a moment earlier', async () => {
  const platform = platforms.open({}, START + 300);
  platform.state.leaveRequests(platform.key, 0);
  const reset = Number(quota((await platform.get('/projects')).headers)[2]) * 1000;
  expect(reset).toBeGreaterThanOrEqual(START + 60_300);
  platform.sandbox.clock.set(START + 60_299);
  expect((await platform.get('/projects')).status).toBe(429);
  platform.sandbox.clock.set(reset);
  const { status, headers } = await platform.get('/projects');
  expect([status, quota(headers)[1]]).toEqual([200, '599']);
});

test('a minute may be near its end', async () => {
  const platform = platforms.open();
  platform.state.leaveRequests(platform.key, 0, 3000);
  expect((await platform.get('/projects')).headers.get('retry-after')).toBe('3');
  platform.sandbox.clock.advance(3000);
  expect((await platform.get('/projects')).status).toBe(200);
});

test('refusals are counted and told too, but not those of a credential that is none (C31)', async () => {
  const platform = platforms.open();
  expect(quota((await platform.get('/nowhere')).headers)[1]).toBe('599');
  expect(quota((await platform.send('POST', '/projects', {})).headers)[1]).toBe('598');
  expect(quota((await platform.get('/user')).headers)[1]).toBe('597');
  expect(quota((await platform.send('PUT', '/user')).headers)[1]).toBe('596');
  expect(quota((await platform.get('/projects', 'sk_live_x')).headers)).toEqual([null, null, null]);
  const { value } = platform.state.issueToken(platform.client);
  expect(quota((await platform.get('/user', value)).headers)[1]).toBe('599');
});

test('a key may have a limit of its own (C30)', async () => {
  const platform = platforms.open();
  const { access } = platform.state.createKey({ limit: 2 });
  const asked = [];
  for (let i = 0; i < 3; i++) asked.push(await platform.get('/projects', access.value));
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(asked.map(({ headers }) => quota(headers)[1])).toEqual(['1', '0', '0']);
});

const names = ['x-ratelimit-reset', 'ratelimit-limit', 'ratelimit-reset', 'ratelimit-policy', 'ratelimit'];
const epoch = String(START / 1000 + 60);
const structured = ['"default";q=600;w=60', '"default";r=599;t=60'];
test.each([
  ['x', [epoch, null, null, null, null]],
  ['draft-06', [null, '600', '60', null, null]],
  ['structured', [null, null, null, ...structured]],
] as const)('settings: each family of headers by itself: %s (b3)', async (family, expected) => {
  const platform = platforms.open({ rateLimitHeaders: [family] });
  const { headers } = await platform.get('/projects');
  expect(names.map(name => headers.get(name))).toEqual(expected);
});

test('two families are told together unless a setting says otherwise (b3)', async () => {
  const { headers } = await platforms.open().get('/projects');
  expect(names.map(name => headers.get(name))).toEqual([epoch, null, null, ...structured]);
});

test.each([
  ['http-date', 'Fri, 02 Jan 2026 03:05:05 GMT'],
  ['none', null],
] as const)('settings: Retry-After as %s', async (retryAfter, expected) => {
  const platform = platforms.open({ retryAfter, rateLimit: 0 });
  expect((await platform.get('/projects')).headers.get('retry-after')).toBe(expected);
});
