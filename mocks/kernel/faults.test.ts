import { expect, test } from 'vitest';
import { FaultPlan, type FaultPlanEntry } from './faults.ts';

const effect = { kind: 'cut', bytes: 0 } as const;
const plan = () => new FaultPlan(['b', 'a']);
const arm = (faults: FaultPlan, entry: Partial<FaultPlanEntry> = {}) =>
  faults.arm({ name: 'f', operation: 'a', effect, ...entry });
const hits = (faults: FaultPlan, n: number) => Array.from({ length: n }, () => faults.next('a')?.name);

test('an unknown operation is refused when armed, and the known ones are named', () => {
  const faults = plan();
  expect(() => arm(faults, { operation: 'c' })).toThrow('Failed to arm "f": no operation "c". Known: a, b.');
  expect(faults.armed).toEqual([]);
});

test('nothing happens unless it is armed', () => {
  expect(plan().next('a')).toBeUndefined();
});

test.each([
  ['it persists', {}, ['f', 'f', 'f', 'f']],
  ['after 2', { after: 2 }, [undefined, undefined, 'f', 'f']],
  ['times 1', { times: 1 }, ['f', undefined, undefined, undefined]],
  ['after 1, times 2', { after: 1, times: 2 }, [undefined, 'f', 'f', undefined]],
])('%s', (_name, entry, expected) => {
  const faults = plan();
  const fault = arm(faults, entry);
  expect(hits(faults, 4)).toEqual(expected);
  expect([fault.seen, fault.hits]).toEqual([4, expected.filter(Boolean).length]);
});

test('only requests for its own operation count', () => {
  const faults = plan();
  const fault = arm(faults, { after: 1 });
  expect(faults.next('b')).toBeUndefined();
  expect([fault.seen, hits(faults, 2)]).toEqual([0, [undefined, 'f']]);
});

test('the one armed first comes first; both count the request', () => {
  const faults = plan();
  arm(faults, { name: 'one', times: 1 });
  const two = arm(faults, { name: 'two' });
  expect(hits(faults, 2)).toEqual(['one', 'two']);
  expect([two.seen, two.hits]).toEqual([2, 1]);
});

test('an armed fault that nothing hit is told', () => {
  const faults = plan();
  arm(faults, { name: 'hit' });
  arm(faults, { name: 'late', after: 1 });
  hits(faults, 1);
  expect(faults.unhit.map(f => f.name)).toEqual(['late']);
});

test('cleared there are none', () => {
  const faults = plan();
  arm(faults);
  faults.clear();
  expect([faults.next('a'), faults.unhit]).toEqual([undefined, []]);
});
