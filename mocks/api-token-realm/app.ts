import express, { type Express, type RequestHandler, Router } from 'express';
import { contextOf, errorRenderer, operation, ProviderError } from '../kernel/index.ts';
import { authenticate } from './admission/authenticate.ts';
import { requirePermission } from './admission/permissions.ts';
import { consoleRoutes } from './console/routes.ts';
import { allowOrigins, answerPreflight } from './cors.ts';
import { getDocs } from './docs.ts';
import { errorsFor } from './errors.ts';
import { facts } from './metadata.ts';
import { routes } from './routes.ts';

/** Authenticate, then the permission, then what is asked for: who is not let in learns nothing of it (b2). */
function api(): Router {
  const router = Router({ caseSensitive: true });
  router.use(allowOrigins, answerPreflight);
  for (const { method, path, operation: name, needs, handler } of routes)
    router[method](path, operation(name), authenticate, requirePermission(needs), handler);
  // There is no public route (R1), so an address that leads nowhere asks who is there first.
  router.use(authenticate, noSuchRoute);
  return router;
}

function makeApp(): Express {
  const made = express();
  made.disable('x-powered-by').disable('etag').disable('query parser').enable('case sensitive routing');
  made.use(facts.consolePath.value, operation('console'), consoleRoutes());
  made.get(facts.docsPath.value, operation('docs'), getDocs);
  made.use(facts.apiPath.value, api());
  made.use(noSuchRoute);
  made.use(errorRenderer(res => errorsFor(contextOf(res.req).sandbox.settings)));
  return made;
}

const noSuchRoute: RequestHandler = req => {
  throw new ProviderError('not_found', `${req.method} ${req.path} leads nowhere`);
};

/** The application, made once: what differs between sandboxes is in their state and settings. */
export const app: Express = makeApp();
