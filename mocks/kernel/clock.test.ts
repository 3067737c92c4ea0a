import { expect, test } from 'vitest';
import { VirtualClock } from './clock.ts';

function clockAt(start?: number) {
  const machine = { now: 1_000 };
  return { machine, clock: new VirtualClock(() => machine.now, start) };
}

test("without a start it is the machine's time, and flows with it", () => {
  const { machine, clock } = clockAt();
  expect(clock.now()).toBe(1_000);
  machine.now += 7;
  expect([clock.now(), clock.realNow()]).toEqual([1_007, 1_007]);
});

test("with a start it flows from there; the machine's time stays known", () => {
  const { machine, clock } = clockAt(50_000);
  machine.now += 7;
  expect([clock.now(), clock.realNow()]).toEqual([50_007, 1_007]);
  expect(clock.iso()).toBe('1970-01-01T00:00:50.007Z');
});

test('virtual time is whole milliseconds', () => {
  const { machine, clock } = clockAt();
  machine.now = 1_000.9;
  expect(clock.now()).toBe(1_000);
});

test('it can be advanced and set, and flows on', () => {
  const { machine, clock } = clockAt(50_000);
  clock.advance(300_000);
  expect(clock.now()).toBe(350_000);
  clock.set(10);
  machine.now += 5;
  expect(clock.now()).toBe(15);
});

test('frozen it stands, and is still moved by hand; resumed it flows from where it stands', () => {
  const { machine, clock } = clockAt(50_000);
  clock.freeze();
  machine.now += 100;
  expect(clock.now()).toBe(50_000);
  clock.advance(1);
  clock.advance(1);
  expect(clock.now()).toBe(50_002);
  clock.resume();
  expect(clock.now()).toBe(50_002);
  machine.now += 3;
  expect(clock.now()).toBe(50_005);
  clock.resume();
  expect(clock.now()).toBe(50_005);
});

test('real time that passes while it is frozen is lost', () => {
  const { machine, clock } = clockAt(50_000);
  clock.freeze();
  machine.now += 100;
  clock.resume();
  expect(clock.now()).toBe(50_000);
});

test('no time at all may pass', () => {
  const { clock } = clockAt();
  clock.advance(0);
  expect(clock.now()).toBe(1_000);
});

test('reset is back to the beginning, flowing', () => {
  const { machine, clock } = clockAt(50_000);
  clock.freeze();
  clock.advance(9);
  clock.reset();
  expect(clock.now()).toBe(50_000);
  machine.now += 3;
  expect(clock.now()).toBe(50_003);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('advance(%d) is refused', ms => {
  const { clock } = clockAt();
  expect(() => clock.advance(ms)).toThrow('is not a time span');
  expect(clock.now()).toBe(1_000);
});

test.each([Number.NaN, 9e15, Number.NEGATIVE_INFINITY])('set(%d) is refused', at => {
  expect(() => clockAt().clock.set(at)).toThrow('is not a moment');
});

test('it says whether it stands', () => {
  const { clock } = clockAt();
  const stands = [clock.frozen];
  clock.freeze();
  stands.push(clock.frozen);
  clock.resume();
  expect([...stands, clock.frozen]).toEqual([false, true, false]);
});
