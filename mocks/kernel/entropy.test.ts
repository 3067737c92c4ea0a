import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Entropy } from './entropy.ts';

const draw = (entropy: Entropy) => [
  entropy.uuid(),
  entropy.base64(32),
  entropy.bytes(40).toString('hex'),
  entropy.uuid(),
];

test('the same seed gives the same, another gives another, none cannot be repeated', () => {
  expect(draw(new Entropy('s'))).toEqual(draw(new Entropy('s')));
  const all = [
    ...draw(new Entropy('s')),
    ...draw(new Entropy('t')),
    ...draw(new Entropy()),
    ...draw(new Entropy()),
  ];
  expect(new Set(all).size).toBe(16);
});

test('a UUID is of version 4, base64 is of that many bytes', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), (seed, length) => {
      const entropy = new Entropy(seed);
      expect(entropy.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(entropy.bytes(length)).toHaveLength(length);
      expect(Buffer.from(entropy.base64(length), 'base64')).toHaveLength(length);
    }),
    { numRuns: 50 },
  );
});

test('stirred it goes another way, by the salt', () => {
  const drawn = ['a', 'a', 'b', undefined].map(salt => {
    const entropy = new Entropy('seed');
    const before = entropy.uuid();
    if (salt !== undefined) entropy.stir(salt);
    return [before, entropy.uuid()] as const;
  });
  expect(new Set(drawn.map(([before]) => before)).size).toBe(1);
  expect(drawn[0]).toEqual(drawn[1]);
  expect(new Set(drawn.map(([, after]) => after)).size).toBe(3);
});
