import type { ApiKey, CloudApiSettings, CloudApiState } from '../../../mocks/cloud-api/index.ts';
import type { FaultEffect, Sandbox } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { type CallOfSession, callOf } from '../sessions.ts';
import { isConcurrent, throughWaits, waitSeconds } from '../waiting.ts';
import { openKeySession } from './session.ts';
import { storyOf } from './story.ts';

/** One client that is told to wait, in a world of its own, so that several can wait at once. */
export interface Wait {
  /** How it is told, in the words of the feature; its session has this name. */
  readonly told: string;
  readonly sandbox: Sandbox<CloudApiState, CloudApiSettings>;
  readonly key: ApiKey;
}

const FAMILIES = {
  'X-RateLimit-Reset, seconds since 1970': ['x'],
  'RateLimit-Reset, seconds from now': ['draft-06'],
  'RateLimit, a structured field': ['structured'],
} as const;

const FORMS = { 'Retry-After, seconds': 'seconds', 'Retry-After, a date': 'http-date' } as const;

/** Prepares a world so that the next answer asks for a wait of so many seconds. */
type Arrange = (wait: Wait, seconds: number, remaining: number) => void;

const byFamily =
  (rateLimitHeaders: CloudApiSettings['rateLimitHeaders']): Arrange =>
  ({ sandbox, key }, seconds, remaining) => {
    Object.assign(sandbox.settings, { rateLimitHeaders, retryAfter: 'none' });
    sandbox.state.leaveRequests(key, remaining, 1000 * seconds);
  };

const byRetryAfter =
  (retryAfter: CloudApiSettings['retryAfter']): Arrange =>
  ({ sandbox, key }, seconds, remaining) => {
    Object.assign(sandbox.settings, { rateLimitHeaders: [], retryAfter });
    sandbox.state.leaveRequests(key, remaining, 1000 * seconds);
  };

/** The next call is refused once. */
const byFault =
  (status: number, headersAt: (now: number, seconds: number) => Record<string, string>): Arrange =>
  ({ sandbox }, seconds) => {
    const headers = { 'Content-Type': 'application/json', ...headersAt(sandbox.clock.now(), seconds) };
    const body = JSON.stringify({ error: { code: 'try_later', message: 'Try again later.' } });
    const effect: FaultEffect = { kind: 'respond', status, headers, body };
    sandbox.faults.arm({ name: `${status}, once`, operation: 'projects.list', effect, times: 1 });
  };

const inSeconds = (_now: number, seconds: number) => ({ 'Retry-After': String(seconds) });
const byDate = (now: number, seconds: number) => ({
  'Retry-After': new Date(1000 * Math.ceil(now / 1000 + seconds)).toUTCString(),
});
/** The reset has passed already; draft-ietf-httpapi-ratelimit-headers: `Retry-After` takes precedence. */
const besideReset = (now: number, seconds: number) => ({
  ...inSeconds(now, seconds),
  'X-RateLimit-Remaining': '0',
  'X-RateLimit-Reset': String(Math.floor(now / 1000)),
});

/** Every way to ask for a wait, by the words of the features. */
const WAYS: Readonly<Record<string, Arrange>> = {
  ...Object.fromEntries(Object.entries(FAMILIES).map(([told, family]) => [told, byFamily(family)])),
  ...Object.fromEntries(Object.entries(FORMS).map(([told, form]) => [told, byRetryAfter(form)])),
  '503 with Retry-After, seconds': byFault(503, inSeconds),
  '503 with Retry-After, a date': byFault(503, byDate),
  'Retry-After, and a reset that has passed': byFault(429, besideReset),
  ...Object.fromEntries([429, 502, 503, 504].map(status => [`${status}`, byFault(status, inSeconds)])),
};

/** Open a session for each of these ways to be told to wait. */
export async function openWaits(world: CaseWorld, ways: readonly string[]): Promise<void> {
  const waits: Wait[] = [];
  for (const told of ways) {
    if (WAYS[told] === undefined)
      throw new Error(`Failed to arrange "${told}": known are ${Object.keys(WAYS).join(', ')}.`);
    const sandbox = waits.length === 0 ? world.sandbox : await world.openSandbox();
    sandbox.clock.set(world.sandbox.clock.now());
    const key = sandbox.state.createKey({ name: told });
    await openKeySession(world, told, key.access.value, { sandbox });
    waits.push({ told, sandbox, key });
  }
  storyOf(world).waits = waits;
}

/**
 * Let each of them make calls, side by side where the client can do that, so that all waits pass together.
 * @param remaining how many requests are left of the quota before the first call
 * @param times how many calls each makes, one after the other
 */
export async function callThroughWaits(
  world: CaseWorld,
  call: CallOfSession,
  remaining = 0,
  times = 1,
): Promise<void> {
  const waits = waitsOf(world);
  const work = async (wait: Wait) => {
    WAYS[wait.told]!(wait, waitSeconds(world), remaining);
    for (let i = 0; i < times; i++) await callOf(world, wait.told, call);
  };
  if (isConcurrent(world)) await throughWaits(world, () => allOf(waits.map(work)));
  else for (const wait of waits) await throughWaits(world, () => work(wait));
}

/** Nothing is left running when one of them fails. */
async function allOf(working: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(working);
  await Promise.all(working);
}

/** @throws Error when no step has opened any */
export function waitsOf(world: CaseWorld): readonly Wait[] {
  const { waits } = storyOf(world);
  if (waits === undefined) throw new Error('Failed to call: no step has said how clients are told to wait.');
  return waits;
}
