import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { headerValue, headerValues } from './exchange.ts';
import { Journal } from './journal.ts';

const request = {
  method: 'GET',
  target: '/',
  url: 'http://x/',
  httpVersion: '1.1',
  headers: [],
  body: Buffer.alloc(0),
};
const arrive = (journal: Journal) => journal.open({ site: 'platform', at: 1, realAt: 2, request });
const never = new AbortController().signal;

test('arrivals are numbered from 1, in order', () => {
  const journal = new Journal();
  const [one, two] = [arrive(journal), arrive(journal)];
  expect([one.n, two.n, one.decisions]).toEqual([1, 2, []]);
  expect(journal.exchanges).toEqual([one, two]);
});

test('an arrival may be waited for, before it comes and after', async () => {
  const journal = new Journal();
  const waiting = journal.arrival(e => e.operation === 'b', never);
  for (const operation of ['a', 'b']) {
    const exchange = arrive(journal);
    exchange.operation = operation;
    journal.announce(exchange);
  }
  expect((await waiting)?.n).toBe(2);
  expect((await journal.arrival(e => e.operation === 'a', never))?.n).toBe(1);
});

test('whoever has what they waited for is asked no more', async () => {
  const journal = new Journal();
  const { signal } = new AbortController();
  const asked: number[] = [];
  const waiting = journal.arrival(e => asked.push(e.n) > 0, signal);
  for (const exchange of [arrive(journal), arrive(journal)]) journal.announce(exchange);
  expect([(await waiting)?.n, asked, getEventListeners(signal, 'abort')]).toEqual([1, [1], []]);
});

test('the wait ends with its signal', async () => {
  const journal = new Journal();
  const controller = new AbortController();
  const waiting = journal.arrival(() => true, controller.signal);
  controller.abort();
  expect(await waiting).toBeUndefined();
  expect(await journal.arrival(() => true, controller.signal)).toBeUndefined();
});

test('headers are found whatever the case of their name, all of them or the first', () => {
  const headers = [
    ['X-A', '1'],
    ['y', '2'],
    ['x-a', '3'],
  ] as const;
  expect(headerValues(headers, 'x-A')).toEqual(['1', '3']);
  expect([headerValue(headers, 'X-a'), headerValue(headers, 'z')]).toEqual(['1', undefined]);
});

test('old exchanges can be forgotten; the numbers go on', () => {
  const journal = new Journal();
  for (let i = 0; i < 3; i++) arrive(journal);
  journal.forgetAllBut(5);
  expect(journal.exchanges.map(e => e.n)).toEqual([1, 2, 3]);
  journal.forgetAllBut(1);
  arrive(journal);
  expect(journal.exchanges.map(e => e.n)).toEqual([3, 4]);
  journal.forgetAllBut(0);
  expect(arrive(journal).n).toBe(5);
});
