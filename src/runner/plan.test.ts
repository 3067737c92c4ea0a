import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoSuite } from './fixtures/suite.ts';
import { planOf, shardOf, shardOfCi } from './plan.ts';
import { UsageError } from './usage-error.ts';

const judging = { strict: false, selfCheck: false };
const scenario = (id: string) => ({ id, uri: 'f', line: 1, name: id, tags: [] });

test('a plan is the same whatever the order of its cases, and another one for anything else', () => {
  const plan = planOf(demoSuite, ['a', 'b'], judging);
  expect(planOf(demoSuite, ['b', 'a'], judging)).toEqual(plan);
  const others = [
    planOf(demoSuite, ['a'], judging),
    planOf(demoSuite, ['a', 'b', 'c'], judging),
    planOf(demoSuite, ['a', 'b'], { ...judging, strict: true }),
    planOf(demoSuite, ['a', 'b'], { ...judging, selfCheck: true }),
    planOf({ ...demoSuite, version: '9.9.9' }, ['a', 'b'], judging),
  ];
  expect(new Set([plan, ...others].map(({ digest }) => digest)).size).toBe(6);
  expect(plan).toEqual({ digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), cases: 2 });
});

test('the shards share out every scenario once, as even as may be, whatever order they come in', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (ids, count) => {
        const shares = Array.from({ length: count }, (_, i) =>
          shardOf((i % 2 === 0 ? ids : ids.toReversed()).map(scenario), { index: i + 1, count }),
        );
        expect(
          shares
            .flat()
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(ids.toSorted());
        const sizes = shares.map(share => share.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test.each([
  [
    { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' },
    { index: 2, count: 5 },
  ],
  [
    { CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '3' },
    { index: 1, count: 3 },
  ],
  [
    { BUILDKITE_PARALLEL_JOB: '3', BUILDKITE_PARALLEL_JOB_COUNT: '4' },
    { index: 4, count: 4 },
  ],
  [
    { BITBUCKET_PARALLEL_STEP: '1', BITBUCKET_PARALLEL_STEP_COUNT: '2' },
    { index: 2, count: 2 },
  ],
  [
    { SYSTEM_JOBPOSITIONINPHASE: '1', SYSTEM_TOTALJOBSINPHASE: '2' },
    { index: 1, count: 2 },
  ],
  [
    { SEMAPHORE_JOB_INDEX: '2', SEMAPHORE_JOB_COUNT: '2' },
    { index: 2, count: 2 },
  ],
])('--shard auto reads %j', (env, shard) => {
  expect(shardOfCi(env)).toEqual(shard);
});

test.each([
  [{}, /finds no variables of a CI system.*CIRCLE_NODE_INDEX.*Give I\/N instead/],
  [{ CI_NODE_INDEX: '1', CI_NODE_TOTAL: '' }, /finds no variables/],
  [{ CI_NODE_INDEX: '0', CI_NODE_TOTAL: '4' }, /cannot use CI_NODE_INDEX=0 of CI_NODE_TOTAL=4/],
  [{ CI_NODE_INDEX: '5', CI_NODE_TOTAL: '4' }, /cannot use CI_NODE_INDEX=5/],
  [{ CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '4' }, /cannot use CI_NODE_INDEX=x/],
])('--shard auto refuses %j', (env, message) => {
  expect(() => shardOfCi(env)).toThrow(UsageError);
  expect(() => shardOfCi(env)).toThrow(message);
});
