import express, { type Express, type RequestHandler, Router } from 'express';
import { contextOf, errorRenderer, operation, ProviderError } from '../kernel/index.ts';
import { consoleRoutes } from './console/routes.ts';
import { errorsFor } from './errors.ts';
import { authenticate, requireScope, requireUser } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { type CloudApiOperation, facts } from './metadata.ts';
import * as pages from './oauth/authorize.ts';
import { tokenRoute } from './oauth/token-endpoint.ts';
import { limitRate } from './rate-limit.ts';
import { deleteKey, postKey } from './resources/keys.ts';
import { getProject, listProjects, postProject } from './resources/projects.ts';
import { getUsage } from './resources/usage.ts';
import { getUser } from './resources/user.ts';
import { noteHost, requireTls } from './transport.ts';

type Method = 'get' | 'post' | 'delete';

/** What the API offers below its version, at each of its hosts, and what it wants beside a credential. */
const resources: readonly (readonly [Method, string, CloudApiOperation, ...RequestHandler[]])[] = [
  ['get', '/projects', 'projects.list', requireScope('read'), listProjects],
  ['post', '/projects', 'projects.create', requireScope('write'), idempotent, postProject],
  ['get', facts.projectPath.value, 'projects.get', requireScope('read'), getProject],
  ['post', '/keys', 'keys.create', requireScope('write'), idempotent, postKey],
  ['delete', facts.keyRevokePath.value, 'keys.revoke', requireScope('write'), deleteKey],
  ['get', '/usage', 'usage.get', requireScope('read'), getUsage],
  ['get', '/user', 'user.get', requireUser, requireScope('read'), getUser],
];

/** What every request of the API goes through. */
const door: readonly RequestHandler[] = [authenticate, limitRate];

function apiHost(): Router {
  const router = Router({ caseSensitive: true });
  router.use(noteHost);
  for (const [method, path, name, ...handlers] of resources)
    router[method](`${facts.version.value}${path}`, operation(name), ...door, ...handlers);
  for (const path of new Set(resources.map(([, p]) => p)))
    router.all(`${facts.version.value}${path}`, ...door, refuseMethod(path));
  // No route is without authentication (C2): an address that leads nowhere asks who is there first.
  router.use(...door, noSuchRoute);
  return router;
}

/** The authorization server (C13, b4). */
function authHost(): Router {
  const { authorizePath, consentPath, denyPath, signInPath, tokenPath } = facts;
  const router = Router({ caseSensitive: true });
  router.all(tokenPath.value, operation('token.issue'), ...tokenRoute);
  const authorize = operation('authorize');
  router.get(authorizePath.value, authorize, pages.getAuthorize);
  router.get(consentPath.value, authorize, pages.getConsent);
  router.post(consentPath.value, authorize, pages.postConsent);
  router.post(denyPath.value, authorize, pages.postDeny);
  router.post(signInPath.value, authorize, pages.postSignIn);
  router.use(pages.authFailure);
  return router;
}

function makeApp(): Express {
  const made = express();
  made.disable('x-powered-by').disable('etag').disable('query parser').enable('case sensitive routing');
  made.use(markAnswer);
  made.all(`${facts.authPath.value}${facts.tokenPath.value}`, markTokenEndpoint);
  made.use(requireTls);
  for (const { path } of Object.values(facts.apiHosts.value)) made.use(path, apiHost());
  made.use(facts.authPath.value, authHost());
  made.use(facts.consolePath.value, operation('console'), consoleRoutes());
  made.use(noSuchRoute);
  made.use(
    errorRenderer(res => {
      const { authorization = '' } = res.req.headers;
      return errorsFor(contextOf(res.req).sandbox.settings, {
        requestId: res.locals.requestId,
        atTokenEndpoint: res.locals.atTokenEndpoint === true,
        triedBasic: /^basic /i.test(authorization),
      });
    }),
  );
  return made;
}

/** Errors name the request (b2); so does every answer. */
const markAnswer: RequestHandler = (req, res, next) => {
  const { entropy } = contextOf(req).sandbox;
  res.locals.requestId = `req_${entropy.bytes(8).toString('hex')}`;
  res.setHeader('X-Request-Id', res.locals.requestId);
  next();
};

/** Whatever Express takes for this address, as it does with a slash at the end, has errors of its own form. */
const markTokenEndpoint: RequestHandler = (_req, res, next) => {
  res.locals.atTokenEndpoint = true;
  next();
};

/** RFC 9110 section 15.5.6. */
function refuseMethod(path: string): RequestHandler {
  const methods = resources.filter(([, p]) => p === path).map(([method]) => method.toUpperCase());
  const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (req, res) => {
    res.setHeader('Allow', allow.join(', '));
    throw new ProviderError('method_not_allowed', `${req.method} ${req.path}`);
  };
}

const noSuchRoute: RequestHandler = req => {
  throw new ProviderError('not_found', `${req.method} ${req.path} leads nowhere`);
};

/** The application, made once: what differs between sandboxes is in their state and settings. */
export const app: Express = makeApp();
