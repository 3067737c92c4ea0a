import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson, sendRefusal } from './answer.ts';
import { requireSecret } from './guard.ts';
import { bodyOf, queryOf } from './input.ts';
import { findRoute, routesOf } from './platform-routes.ts';
import { Refusal } from './refusal.ts';
import type { ServedPlatform } from './served-platform.ts';

/** First segment of every path of the control API; no platform has this name. */
export const CONTROL = '_control';

/** What is served, and who may control it. */
export interface Served {
  readonly secret: string;
  readonly platforms: ReadonlyMap<string, ServedPlatform>;
}

/** Answer a request to the control API; never rejects. */
export async function control(served: Served, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const [status, body] = await answer(served, req);
    sendJson(res, status, body);
  } catch (error) {
    sendRefusal(res, error instanceof Refusal ? error : ownFault(error));
  }
}

async function answer(served: Served, req: IncomingMessage): Promise<[status: number, body: unknown]> {
  requireSecret(req, served.secret);
  const [path = '', ...search] = (req.url ?? '').split('?');
  const [name, ...segments] = path.split('/').slice(2);
  if (name === undefined || (name === '' && segments.length === 0)) return [200, index(served)];
  const platform = served.platforms.get(name);
  if (platform === undefined) throw unknownPlatform(served);
  const route = findRoute(routesOf(platform), req.method ?? '', segments);
  const query = queryOf(search.join('?'), route);
  const body = await bodyOf(req, route);
  return [route.status ?? 200, route.handle({ platform, body, query, id: segments.at(-1)! })];
}

/** What there is, for whoever begins. */
function index({ platforms }: Served): object {
  return {
    platforms: [...platforms.values()].map(platform => ({
      name: platform.name,
      endpoints: platform.sandbox.endpoints,
      control: `/${CONTROL}/${platform.name}`,
      routes: routesOf(platform).map(({ method, path, summary, example }) => ({
        method,
        path,
        summary,
        example,
      })),
    })),
  };
}

/** A path whose first segment is no platform. */
export function unknownPlatform({ platforms }: Served): Refusal {
  const known = [...platforms.keys()].map(name => `/${name}`).join(', ');
  return new Refusal(
    404,
    'unknown-platform',
    `Failed to find the platform: nothing is served here. Served: ${known}; controlled: /${CONTROL}.`,
  );
}

function ownFault(error: unknown): Refusal {
  const why = error instanceof Error ? error.name : 'unknown';
  return new Refusal(
    500,
    'own-fault',
    `Failed to answer: the control API itself is at fault (${why}). Please report this.`,
  );
}
