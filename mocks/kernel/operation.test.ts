import { expect, test } from 'vitest';
import type { FaultEffect } from './index.ts';
import { rawExchange } from './testing/raw-exchange.ts';
import { tinyHost } from './testing/tiny-host.ts';

const tinies = tinyHost();

/** A sandbox with one fault armed on one operation. */
function withFault(operation: string, effect: FaultEffect, counts: { after?: number; times?: number } = {}) {
  const sandbox = tinies.open();
  sandbox.faults.arm({ name: 'f', operation, effect, ...counts });
  return sandbox;
}

test('a request is named after its operation', async () => {
  const sandbox = tinies.open();
  await fetch(`${sandbox.base}/end`);
  await fetch(`${sandbox.base}/nowhere`);
  expect(sandbox.journal.exchanges.map(e => [e.operation, e.fault])).toEqual([
    ['end', undefined],
    [undefined, undefined],
  ]);
});

test('a fault answers in place of the route, by count', async () => {
  const effect = { kind: 'respond', status: 503, headers: { 'Retry-After': '7' }, body: 'busy' } as const;
  const sandbox = withFault('end', effect, { after: 1, times: 1 });
  const statuses: number[] = [];
  for (let n = 0; n < 3; n++) statuses.push((await fetch(`${sandbox.base}/end`)).status);
  expect(statuses).toEqual([200, 503, 200]);
  const { response, fault } = sandbox.journal.exchanges[1]!;
  expect([fault, response!.body.toString(), sandbox.journal.exchanges[2]!.fault]).toEqual([
    'f',
    'busy',
    undefined,
  ]);
  expect(response!.headers).toContainEqual(['retry-after', '7']);
  expect((await fetch(`${sandbox.base}/json`)).status).toBe(200);
});

test.each(['end', 'json'])('an edit drops and sets members of what %s answers', async operation => {
  const sandbox = withFault(operation, { kind: 'edit', drop: ['a'], set: { c: [3], b: null } });
  const response = await fetch(`${sandbox.base}/${operation}`);
  expect(await response.json()).toEqual({ b: null, c: [3] });
  expect(sandbox.journal.exchanges[0]!.response!.body.toString()).toBe('{"b":null,"c":[3]}');
});

test('an edit drops and sets members of a form', async () => {
  const sandbox = withFault('formed', { kind: 'edit', drop: ['a'], set: { c: 'd e', d: { toString: 1 } } });
  const text = await (await fetch(`${sandbox.base}/formed`)).text();
  expect(text).toBe('b=%C3%BC+x&c=d+e&d=%7B%22toString%22%3A1%7D');
});

test.each([
  ['nothing', 204, ''],
  ['list', 200, '[1]'],
  ['text', 200, 'short'],
])('an edit leaves %s as it is: it answers no JSON object', async (operation, status, text) => {
  const sandbox = withFault(operation, { kind: 'edit', drop: ['a'], set: {} });
  const response = await fetch(`${sandbox.base}/${operation}`);
  expect([response.status, await response.text(), sandbox.defects]).toEqual([status, text, []]);
});

const whole = Buffer.from('{"a":1,"b":"ü"}');
test.each([
  ['end', 7],
  ['json', 7],
  ['end', 0],
])('%s cut after %i bytes announces the whole body and sends that much', async (operation, bytes) => {
  const sandbox = withFault(operation, { kind: 'cut', bytes });
  const { pathname } = new URL(sandbox.base);
  const text = await rawExchange(sandbox.base, `GET ${pathname}/${operation} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const [head, body] = text.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 200 OK\r\n[^]*content-length: ${whole.length}(\r\n|$)`, 'i'));
  expect(Buffer.from(body!, 'latin1')).toEqual(whole.subarray(0, bytes));
  expect(sandbox.journal.exchanges[0]!.response).toMatchObject({
    status: 200,
    body: whole.subarray(0, bytes),
    cut: true,
  });
});

test('a client sees a cut as a broken answer', async () => {
  const sandbox = withFault('json', { kind: 'cut', bytes: 3 });
  await expect(fetch(`${sandbox.base}/json`).then(r => r.text())).rejects.toThrow();
});

test('a gate holds answers back after the arrival is known, and faults are counted in the order of passing', async () => {
  const sandbox = tinies.open();
  sandbox.gates.hold('end');
  const answers = [fetch(`${sandbox.base}/end`), fetch(`${sandbox.base}/end`)];
  const { signal } = new AbortController();
  await sandbox.journal.arrival(e => e.n === 2 && e.operation === 'end', signal);
  expect(sandbox.journal.exchanges.map(e => e.response)).toEqual([undefined, undefined]);
  sandbox.gates.open('end');
  expect((await Promise.all(answers)).map(r => r.status)).toEqual([200, 200]);
});
