import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { servings } from './testing/serving.ts';

const start = servings();

describe('clock', () => {
  test('advanced, it really ends a token: alive at 299.999 s, dead at 300 s', async () => {
    const serving = await start();
    await serving.control('POST', '/clock', { freeze: true });
    const token = await serving.tokenValue();
    await serving.control('POST', '/clock', { advanceMs: 299_999 });
    expect(await serving.callWith(token)).toBe(200);
    expect((await serving.control('POST', '/clock', { advanceMs: 1 })).body.now).toBe(
      '2026-01-02T03:09:05.000Z',
    );
    expect(await serving.callWith(token)).toBe(403);
  });

  test('it flows with the machine, stands, is set, and comes back', async () => {
    const serving = await start();
    const clock = async (body: object) => (await serving.control('POST', '/clock', body)).body;
    const set = await clock({ set: '2030-05-06T07:08:09.5+02:00' });
    expect(set).toEqual({
      now: '2030-05-06T05:08:09.500Z',
      frozen: false,
      machine: '2026-01-02T03:04:05.000Z',
    });
    serving.machine.now += 1000;
    expect(await clock({ freeze: true })).toMatchObject({ now: '2030-05-06T05:08:10.500Z', frozen: true });
    serving.machine.now += 1000;
    expect(await clock({ resume: true })).toMatchObject({ now: '2030-05-06T05:08:10.500Z', frozen: false });
    expect((await clock({ reset: true })).now).toBe('2026-01-02T03:04:07.000Z');
  });

  test.each([
    ['', 'exactly one of'],
    ['{}', 'exactly one of'],
    ['{"advanceMs":1,"freeze":true}', 'exactly one of'],
    ['{"advanceMs":-1}', 'advanceMs'],
    ['{"advanceMs":"1"}', 'advanceMs'],
    ['{"advanceMs":1e300}', 'advanceMs'],
    [`{"advanceMs":${Date.UTC(9000, 0, 1)}}`, 'year 9000'],
    ['{"set":"tomorrow"}', 'set'],
    ['{"set":"1969-12-31T23:59:59Z"}', 'year 1970'],
    ['{"set":1000}', 'set'],
    ['{"freeze":false}', 'freeze'],
    ['{"stop":true}', '"stop"'],
    ['[]', 'object'],
    ['advanceMs=1', 'not JSON'],
  ])('a body of %s is refused, and nothing moves', async (body, why) => {
    const serving = await start();
    const answer = await serving.control('POST', '/clock', body);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid-body']);
    expect(answer.body.message).toContain(why);
    expect((await serving.control('GET', '/state')).body.clock.now).toBe('2026-01-02T03:04:05.000Z');
  });
});

describe('tokens', () => {
  test('are listed with lineage and state, without their values', async () => {
    const serving = await start();
    const value = await serving.tokenValue();
    await serving.callWith(value);
    const listed = await serving.control('GET', '/tokens');
    expect(listed.text).not.toContain(value);
    expect(listed.body.tokens).toEqual([
      {
        id: 't1',
        key: serving.key,
        scope: null,
        state: 'live',
        issuedAt: '2026-01-02T03:04:05.000Z',
        expiresAt: '2026-01-02T03:09:05.000Z',
        issuedIn: 1,
        usedIn: [2],
      },
    ]);
  });

  test.each([
    ['expire', 'expired'],
    ['revoke', 'revoked'],
  ])('%s ends the ones that are named, or all', async (verb, state) => {
    const serving = await start();
    const values = [await serving.tokenValue(), await serving.tokenValue(), await serving.tokenValue()];
    const statuses = () => Promise.all(values.map(value => serving.callWith(value)));
    const ended = await serving.control('POST', `/tokens/${verb}`, { tokens: ['t2'] });
    expect(ended.body.tokens).toMatchObject([{ id: 't2', state }]);
    expect(await statuses()).toEqual([200, 403, 200]);
    expect((await serving.control('POST', `/tokens/${verb}`, { tokens: ['t1', 't9'] })).status).toBe(404);
    expect(await statuses()).toEqual([200, 403, 200]);
    await serving.control('POST', `/tokens/${verb}`);
    expect(await statuses()).toEqual([403, 403, 403]);
  });
});

describe('keys', () => {
  test('a new key obtains tokens; its secret is shown this once', async () => {
    const serving = await start();
    const made = await serving.control('POST', '/keys', { label: 'ci', secret: 'a+b/c=d&e%f g' });
    expect([made.status, made.body]).toEqual([
      201,
      { id: made.body.id, secret: 'a+b/c=d&e%f g', label: 'ci' },
    ]);
    expect((await serving.token(made.body.id, 'a+b/c=d&e%f g')).status).toBe(200);
    const state = await serving.control('GET', '/state');
    expect(state.body.keys.map((k: { label: string }) => k.label)).toEqual(['ready-made', 'ci']);
    expect(state.text).not.toContain('a+b/c');
  });

  test('a removed key obtains none, and is removed once', async () => {
    const serving = await start();
    const removed = await serving.control('DELETE', `/keys/${serving.key}`);
    expect([removed.status, removed.body.active]).toEqual([200, false]);
    expect((await serving.token()).status).toBe(400);
    expect((await serving.control('DELETE', `/keys/${serving.key}`)).status).toBe(409);
    expect((await serving.control('DELETE', '/keys/none')).body.error).toBe('unknown-key');
  });
});

test('an organization with Single Sign-On wants a token of its own scope', async () => {
  const serving = await start();
  const made = await serving.control('POST', '/organizations', { name: 'Harbour', sso: true });
  const { uuid, applications } = made.body;
  expect([made.status, applications[0].name]).toEqual([201, 'Harbour']);
  const token = await serving.tokenValue();
  const ask = await serving.send('GET', `/acquia/api/applications/${applications[0].uuid}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect([ask.status, ask.body.error]).toEqual([403, 'additional_authentication_required']);
  expect((await serving.control('GET', '/state')).body.organizations[1]).toMatchObject({ uuid, sso: true });
});

test('settings change what the mock does; what is none is refused whole', async () => {
  const serving = await start();
  const token = await serving.tokenValue();
  await serving.control('POST', '/tokens/expire');
  const wrong = [
    { expiredStatus: 500 },
    { expiredStatus: 401, colour: 'red' },
    { tokenLifetimeSeconds: 0 },
    '{"__proto__":{"hmac":1}}',
  ];
  for (const body of wrong) expect((await serving.control('PATCH', '/settings', body)).status).toBe(400);
  expect(await serving.callWith(token)).toBe(403);
  const changed = await serving.control('PATCH', '/settings', { expiredStatus: 401 });
  expect([changed.status, changed.body.expiredStatus, changed.body.errors]).toEqual([200, 401, 'oauth2']);
  expect(await serving.callWith(token)).toBe(401);
});

test("one run's settings are not the next one's", async () => {
  const [first, second] = [await start(), await start()];
  await first.control('PATCH', '/settings', { tokenLifetimeSeconds: 7 });
  expect((await second.control('GET', '/state')).body.settings.tokenLifetimeSeconds).toBe(300);
});

describe('faults', () => {
  test('a fault hits when it is due, and its counters tell', async () => {
    const serving = await start();
    const armed = await serving.control('POST', '/faults', {
      name: 'busy',
      operation: 'token.issue',
      effect: { kind: 'respond', status: 503, headers: { 'Retry-After': '7' }, body: 'busy' },
      after: 1,
      times: 1,
    });
    expect([armed.status, armed.body.hits]).toEqual([201, 0]);
    const answers = [await serving.token(), await serving.token(), await serving.token()];
    expect(answers.map(a => [a.status, a.headers.get('retry-after')])).toEqual([
      [200, null],
      [503, '7'],
      [200, null],
    ]);
    expect((await serving.control('GET', '/faults')).body.faults).toMatchObject([
      { name: 'busy', seen: 3, hits: 1 },
    ]);
  });

  test('cut and edit reach the client; disarmed they do not', async () => {
    const serving = await start();
    await serving.control('POST', '/faults', { operation: 'account.get', effect: { kind: 'cut', bytes: 3 } });
    await serving.control('POST', '/faults', {
      operation: 'token.issue',
      effect: { kind: 'edit', drop: ['token_type'], set: { expires_in: '1' } },
    });
    const { access_token, ...rest } = (await (await serving.token()).json()) as { access_token: string };
    expect(rest).toEqual({ expires_in: '1' });
    const call = async () => {
      const response = await fetch(`${serving.url}/acquia/api/account`, {
        headers: { Authorization: `Bearer ${access_token}` },
      });
      return (await response.text()).length;
    };
    await expect(call()).rejects.toThrow('terminated');
    expect((await serving.control('DELETE', '/faults')).body).toEqual({ faults: [] });
    expect(await call()).toBeGreaterThan(3);
    expect(await (await serving.token()).json()).toMatchObject({ token_type: 'bearer', expires_in: 300 });
  });

  test('an unknown operation is refused with the list', async () => {
    const serving = await start();
    const answer = await serving.control('POST', '/faults', {
      operation: 'token.isue',
      effect: { kind: 'cut', bytes: 0 },
    });
    expect([answer.status, answer.body.error]).toEqual([400, 'unknown-operation']);
    expect(answer.body.message).toContain('Known: account.get,');
    expect((await serving.control('GET', '/faults')).body.faults).toEqual([]);
  });

  test.each([
    { kind: 'explode' },
    { kind: 'respond', status: 199 },
    { kind: 'respond', status: 503, headers: { 'Bad Name': 'x' } },
    { kind: 'respond', status: 503, headers: { 'X-A': 'a\nb' } },
    { kind: 'respond', status: 503, headers: { Trailer: 'x' } },
    { kind: 'respond', status: 503, retry: 1 },
    { kind: 'cut', bytes: -1 },
    { kind: 'edit', set: [] },
  ])('%j is no effect', async effect => {
    const answer = await (await start()).control('POST', '/faults', { operation: 'token.issue', effect });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid-body']);
  });
});

test('a reset brings back the start: the same credentials and addresses, and nothing else', async () => {
  const serving = await start();
  const first = await serving.control('GET', '/state');
  const before = await serving.tokenValue();
  await serving.control('POST', '/clock', { advanceMs: 1000 });
  await serving.control('POST', '/faults', { operation: 'account.get', effect: { kind: 'cut', bytes: 0 } });
  await serving.control('PATCH', '/settings', { errors: 'okta' });
  await serving.control('POST', '/organizations', { name: 'x' });
  await serving.control('DELETE', `/keys/${serving.key}`);
  expect((await serving.control('POST', '/reset')).body).toEqual(first.body);
  for (const list of ['/journal', '/faults', '/tokens'])
    expect(Object.values((await serving.control('GET', list)).body)).toEqual([[]]);
  const after = await serving.tokenValue();
  expect(after).not.toBe(before);
  expect([await serving.callWith(after), await serving.callWith(before)]).toEqual([200, 403]);
});

describe('requests', () => {
  test.each([
    ['GET', '/nothing', 404, 'unknown-route'],
    ['GET', '/state/', 404, 'unknown-route'],
    ['DELETE', '/keys/', 404, 'unknown-route'],
    ['PUT', '/clock', 405, 'unknown-method'],
    ['GET', '/state?x=1', 400, 'invalid-query'],
    ['GET', '/journal?limit=0', 400, 'invalid-query'],
    ['GET', '/journal?limit=201', 400, 'invalid-query'],
    ['GET', '/journal?limit=1&limit=2', 400, 'invalid-query'],
    ['GET', '/journal?last=1', 400, 'invalid-query'],
    ['GET', '/journal?after=-1', 400, 'invalid-query'],
  ])('%s %s: %i %s', async (method, path, status, error) => {
    const answer = await (await start()).control(method, path);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.message).toMatch(/^Failed to .+: .+\. .+\.$/);
  });

  test('a body has a limit, in bytes and in depth; a route without one takes none', async () => {
    const serving = await start();
    const post = (path: string, body: string) => serving.control('POST', path, body);
    const label = (length: number) => `{"label":"${'x'.repeat(length)}"}`;
    expect((await post('/keys', label(64 * 1024))).status).toBe(413);
    expect((await post('/keys', label(200))).status).toBe(201);
    expect((await post('/keys', `${'['.repeat(30_000)}${']'.repeat(30_000)}`)).body.message).toContain(
      'too deeply',
    );
    expect((await post('/reset', '{}')).body.error).toBe('unexpected-body');
  });

  test('whatever is sent is answered with JSON, never 5xx, and the server lives on', async () => {
    const serving = await start();
    const headers = { 'X-Countersign-Secret': serving.secret };
    const path = fc.oneof(
      fc.constantFrom(
        'clock',
        'tokens/expire',
        'keys',
        'organizations',
        'settings',
        'faults',
        'journal',
        'keys/x',
        'reset',
      ),
      fc.webPath().map(p => p.slice(1)),
    );
    const members = fc.constantFrom(
      'advanceMs',
      'set',
      'freeze',
      'tokens',
      'label',
      'secret',
      'name',
      'sso',
      'applications',
      'operation',
      'effect',
      'after',
      'times',
      'hmac',
      'tokenType',
      '__proto__',
      'toString',
    );
    const effect = fc.record(
      {
        kind: fc.constantFrom('respond', 'cut', 'edit'),
        status: fc.integer(),
        bytes: fc.integer(),
        headers: fc.dictionary(fc.string(), fc.string()),
        set: fc.jsonValue(),
        drop: fc.array(fc.string()),
      },
      { requiredKeys: ['kind'] },
    );
    const operation = fc.constantFrom('token.issue', 'account.get', 'constructor');
    const body = fc.oneof(
      fc.dictionary(members, fc.jsonValue()).map(value => JSON.stringify(value)),
      fc.record({ operation, effect }).map(value => JSON.stringify(value)),
      fc.json(),
      fc.string(),
    );
    const method = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS');
    await fc.assert(
      fc.asyncProperty(method, path, fc.webQueryParameters(), body, async (verb, where, query, sent) => {
        const init = verb === 'GET' ? { headers } : { headers, body: sent };
        const answer = await serving.send(
          verb,
          `/_control/acquia/${where}${query === '' ? '' : `?${query}`}`,
          init,
        );
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400) expect(answer.body.message).toMatch(/^Failed to /);
        // Whatever was armed: a connection may be cut, but the mock itself may not fail.
        await serving.token().catch(() => undefined);
        expect((await serving.control('GET', '/state')).body.defects).toEqual([]);
      }),
      { numRuns: 150 },
    );
    await serving.control('POST', '/reset');
    expect((await serving.token()).status).toBe(200);
  });
});
