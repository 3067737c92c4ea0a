import { expect, test } from 'vitest';
import { Gates } from './gates.ts';

/** Whether a promise is settled once everything that could settle it has run. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  promise.then(() => {
    done = true;
  });
  await new Promise(resolve => setImmediate(resolve));
  return done;
}

test('a held operation waits until its gate is opened; others pass', async () => {
  const gates = new Gates();
  gates.hold('a');
  const waiting = gates.pass('a');
  expect([await settled(waiting), await settled(gates.pass('b'))]).toEqual([false, true]);
  gates.open('b');
  expect(await settled(waiting)).toBe(false);
  gates.open('a');
  expect([await settled(waiting), await settled(gates.pass('a'))]).toEqual([true, true]);
});

test('a gate that is held twice is still one', async () => {
  const gates = new Gates();
  gates.hold('a');
  const waiting = gates.pass('a');
  gates.hold('a');
  gates.open('a');
  expect(await settled(waiting)).toBe(true);
});

test('a gate that was opened may be held again', async () => {
  const gates = new Gates();
  gates.hold('a');
  gates.open('a');
  gates.hold('a');
  expect(await settled(gates.pass('a'))).toBe(false);
});

test('openAll leaves nobody waiting', async () => {
  const gates = new Gates();
  for (const name of ['a', 'b']) gates.hold(name);
  const waiting = ['a', 'b'].map(name => gates.pass(name));
  gates.openAll();
  expect(await Promise.all(waiting.map(settled))).toEqual([true, true]);
});
