import { expect, test } from 'vitest';
import { tinyHost } from './testing/tiny-host.ts';

const tinies = tinyHost();

test.each([
  ['/throw/invalid_client', 400, '{"code":"invalid_client","of":"this"}', 'application/json'],
  ['/throw/plain', 418, 'short and stout', 'text/plain'],
  ['/throw/silent', 403, '', null],
  ['/throw/%zz', 400, '', null],
  ['/status/499', 499, '', null],
])('%s is answered %i by its row', async (path, status, body, type) => {
  const sandbox = tinies.open();
  const response = await fetch(`${sandbox.base}${path}`);
  expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
    status,
    body,
    type,
  ]);
  expect(sandbox.defects).toEqual([]);
});

test('the headers of the row go out', async () => {
  expect((await fetch(`${tinies.open().base}/throw/silent`)).headers.get('x-row')).toBe('silent');
});

test.each([
  ['/defect', 'a fault of the mock'],
  ['/status/500', 'by status'],
  ['/status/302', 'by status'],
  ['/throw/unheard_of', 'unheard_of: detail'],
])("%s is the mock's own fault: 500 without a word, and kept", async (path, message) => {
  const sandbox = tinies.open();
  const response = await fetch(`${sandbox.base}${path}`);
  expect([response.status, await response.text()]).toEqual([500, '']);
  expect(sandbox.defects).toEqual([expect.objectContaining({ message })]);
});

test('an answer that has begun is broken off, and the fault kept', async () => {
  const sandbox = tinies.open();
  await expect(fetch(`${sandbox.base}/late`).then(r => r.text())).rejects.toThrow();
  expect(sandbox.defects).toEqual([expect.objectContaining({ message: 'too late' })]);
  expect(sandbox.journal.exchanges[0]!.response).toMatchObject({ cut: true });
});
