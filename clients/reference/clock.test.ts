import { afterEach, expect, it, vi } from 'vitest';
import { SettableClock } from './clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

const NOW = '2026-01-02T03:04:05.000Z';

function sleeping(clock: SettableClock, ms: number) {
  const woken = { is: false };
  const over = clock.sleep(ms).then(() => {
    woken.is = true;
  });
  return { woken, over };
}

it('wakes who sleeps when timers say so, and not before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const { woken } = sleeping(new SettableClock(NOW), 60_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(woken.is).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(woken.is).toBe(true);
});

it('wakes who sleeps when it is set ahead, and lets the rest of a wait go by', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const clock = new SettableClock(NOW);
  const [short, long] = [sleeping(clock, 60_000), sleeping(clock, 3_600_000)];
  clock.set('2026-01-02T03:05:05.000Z');
  await vi.advanceTimersByTimeAsync(1);
  expect([short.woken.is, long.woken.is]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(3_540_000);
  expect(long.woken.is).toBe(true);
});

it('does not wake at once for a wait that is longer than timers can be', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const clock = new SettableClock(NOW);
  const { woken, over } = sleeping(clock, 50 * 365 * 86_400_000);
  over.catch(() => {});
  await vi.advanceTimersByTimeAsync(10_000);
  expect(woken.is).toBe(false);
  clock.stop();
  await expect(over).rejects.toMatchObject({ reason: 'other' });
});
