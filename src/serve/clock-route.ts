import { z } from 'zod';
import type { VirtualClock } from '../../mocks/kernel/index.ts';
import { Refusal } from './refusal.ts';
import { route } from './route.ts';

/** Beyond it no token could end at a moment that ISO 8601 writes with four digits. */
const LATEST = Date.UTC(9000, 0, 1);

const verbs = {
  advanceMs: z.number().min(0).max(LATEST),
  set: z.iso.datetime({ offset: true }),
  freeze: z.literal(true),
  resume: z.literal(true),
  reset: z.literal(true),
};

const clockBody = z
  .strictObject(verbs)
  .partial()
  .refine(body => Object.keys(body).length === 1, {
    error: `takes exactly one of ${Object.keys(verbs).join(', ')}`,
  });

/** The clock as it is shown. */
export function clockView(clock: VirtualClock): object {
  return { now: clock.iso(), frozen: clock.frozen, machine: new Date(clock.realNow()).toISOString() };
}

export const clockRoute = route({
  method: 'POST',
  path: '/clock',
  summary: 'move the clock: one of advanceMs, set, freeze, resume, reset',
  body: clockBody,
  example: { advanceMs: 300_000 },
  handle({ platform, body }) {
    const { clock } = platform.sandbox;
    if (body.advanceMs !== undefined) put(clock, clock.now() + body.advanceMs);
    else if (body.set !== undefined) put(clock, Date.parse(body.set));
    else if (body.freeze) clock.freeze();
    else if (body.resume) clock.resume();
    else clock.reset();
    return clockView(clock);
  },
});

function put(clock: VirtualClock, at: number): void {
  if (!(at >= 0 && at <= LATEST))
    throw new Refusal(
      400,
      'invalid-body',
      'Failed to move the clock: it takes a moment from the year 1970 to the year 9000.',
    );
  clock.set(at);
}
