import type { RequestHandler, Response } from 'express';
import { contextOf } from '../kernel/index.ts';
import { insist } from '../kernel/insist.ts';
import { principalOf } from './guard.ts';
import { facts } from './metadata.ts';
import type { CloudApiSettings, RateLimitFamily } from './settings.ts';
import type { Quota } from './state/rate-limits.ts';
import { stateOf } from './state.ts';

/** So many requests a minute for each credential (C30); every answer tells what is left (C31). */
export const limitRate: RequestHandler = (req, res, next) => {
  const state = stateOf(req);
  const { access } = principalOf(res);
  const { sandbox } = contextOf(req);
  const settings = sandbox.settings as CloudApiSettings;
  const quota = state.rateLimits.take(access.id, state.limitOf(access));
  const now = sandbox.clock.now();
  for (const family of settings.rateLimitHeaders) families[family](res, quota, now);
  if (!quota.ok) tellWhenToComeBack(res, settings, quota, now);
  const got = quota.ok ? `${quota.remaining + 1} left` : 'none left';
  const check = 'requests are left in this minute';
  insist(req, { check, expected: `at most ${quota.limit}`, got, ok: quota.ok }, 'rate_limited');
  next();
};

/** Rounded up, so that whoever waits so long is never early. */
const secondsUntil = (at: number, now: number) => Math.ceil((at - now) / 1000);
const epochSeconds = (at: number) => Math.ceil(at / 1000);

/** The headers of each family (b3): the same word "reset" has two units. */
const families: Readonly<Record<RateLimitFamily, (res: Response, quota: Quota, now: number) => void>> = {
  x(res, { limit, remaining, resetsAt }) {
    res.setHeader('X-RateLimit-Limit', limit);
    res.setHeader('X-RateLimit-Remaining', remaining);
    res.setHeader('X-RateLimit-Reset', epochSeconds(resetsAt));
  },
  'draft-06'(res, { limit, remaining, resetsAt }, now) {
    res.setHeader('RateLimit-Limit', limit);
    res.setHeader('RateLimit-Remaining', remaining);
    res.setHeader('RateLimit-Reset', secondsUntil(resetsAt, now));
  },
  structured(res, { limit, remaining, resetsAt }, now) {
    res.setHeader('RateLimit-Policy', `"default";q=${limit};w=${facts.rateLimitWindowSeconds.value}`);
    res.setHeader('RateLimit', `"default";r=${remaining};t=${secondsUntil(resetsAt, now)}`);
  },
};

/** RFC 9110 section 10.2.3: seconds from now, or a date. */
function tellWhenToComeBack(
  res: Response,
  { retryAfter }: CloudApiSettings,
  { resetsAt }: Quota,
  now: number,
): void {
  if (retryAfter === 'seconds') res.setHeader('Retry-After', secondsUntil(resetsAt, now));
  if (retryAfter === 'http-date')
    res.setHeader('Retry-After', new Date(epochSeconds(resetsAt) * 1000).toUTCString());
}
