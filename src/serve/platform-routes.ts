import { z } from 'zod';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import { clockRoute, clockView } from './clock-route.ts';
import { faultRoutes } from './fault-routes.ts';
import { redactedExchanges, redactedText } from './redaction.ts';
import { Refusal } from './refusal.ts';
import { type Route, route } from './route.ts';
import type { ServedPlatform } from './served-platform.ts';
import { tokenRoutes } from './token-routes.ts';

const MOST_AT_ONCE = 200;
const count = z
  .string()
  .regex(/^\d{1,9}$/, 'takes a whole number')
  .transform(Number);

function stateView(platform: ServedPlatform): object {
  const { name, sandbox, controls } = platform;
  const { clock, endpoints, settings, provider, defects } = sandbox;
  return {
    platform: name,
    clock: clockView(clock),
    endpoints,
    settings,
    operations: provider.operations,
    ...controls.describe(sandbox),
    defects: defects.map(defect => redactedText(platform, String(defect))),
  };
}

const stateRoutes = [
  route({
    method: 'GET',
    path: '/state',
    summary: 'clock, addresses, settings, operations, and what the platform holds; no secrets',
    handle: ({ platform }) => stateView(platform),
  }),
  route({
    method: 'POST',
    path: '/reset',
    summary: 'back to the start: same addresses and ready-made credentials, nothing else of before',
    handle({ platform }) {
      platform.reset();
      return stateView(platform);
    },
  }),
];

const journalRoutes = [
  route({
    method: 'GET',
    path: '/journal',
    summary: 'exchanges and how the mock decided, redacted: the last ?limit=100, or those ?after=N',
    query: z.strictObject({
      after: count.optional(),
      limit: count.pipe(z.int().min(1).max(MOST_AT_ONCE)).default(100),
    }),
    handle: ({ platform, query: { after, limit } }) => ({
      exchanges: redactedExchanges(platform, chosen(platform.sandbox, after, limit)),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/journal',
    summary: 'forget the exchanges so far; everything else stays',
    handle({ platform: { sandbox } }) {
      sandbox.journal.forgetAllBut(0);
      return { exchanges: [] };
    },
  }),
];

function chosen({ journal: { exchanges } }: Sandbox, after: number | undefined, limit: number) {
  return after === undefined ? exchanges.slice(-limit) : exchanges.filter(e => e.n > after).slice(0, limit);
}

/** The settings of a platform are typed by the platform, so their route is made for it. */
const settingsRoute = ({ controls, sandbox }: ServedPlatform): Route =>
  route({
    method: 'PATCH',
    path: '/settings',
    summary: 'change settings of the mock; GET state shows them',
    body: controls.settings,
    example: Object.fromEntries(Object.entries(sandbox.settings).slice(0, 1)),
    handle: ({ platform, body }) => Object.assign(platform.sandbox.settings, body),
  });

/** Everything that the control API offers for a platform. */
export function routesOf(platform: ServedPlatform): Route[] {
  return [
    ...stateRoutes,
    clockRoute,
    ...tokenRoutes,
    ...platform.controls.routes,
    settingsRoute(platform),
    ...faultRoutes(platform.sandbox.provider.operations),
    ...journalRoutes,
  ];
}

/** @throws Refusal 404 for an unknown path, 405 for an unknown method; both say what there is */
export function findRoute(routes: readonly Route[], method: string, segments: readonly string[]): Route {
  const there = routes.filter(({ path }) => matches(path.slice(1).split('/'), segments));
  const found = there.find(candidate => candidate.method === method);
  if (found !== undefined) return found;
  const known = (list: readonly Route[]) => list.map(r => `${r.method} ${r.path}`).join(', ');
  if (there.length === 0)
    throw new Refusal(
      404,
      'unknown-route',
      `Failed to find the route: there is none. Known below the platform's name: ${known(routes)}.`,
    );
  throw new Refusal(
    405,
    'unknown-method',
    `Failed to answer: this route has no such method. Known: ${known(there)}.`,
    { Allow: there.map(r => r.method).join(', ') },
  );
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, i) => (part.startsWith(':') ? segments[i] !== '' : part === segments[i]));
}
