import express, { type Express, type RequestHandler, Router } from 'express';
import { contextOf, errorRenderer, operation, ProviderError } from '../kernel/index.ts';
import { requireApiToken, requirePlaintext } from './bridge/admit.ts';
import * as apiTokens from './bridge/api-tokens.ts';
import { consoleRoutes } from './console/routes.ts';
import { errorsFor } from './errors.ts';
import { type CleverCloudOperation, facts } from './metadata.ts';
import { authenticate } from './oauth/admit.ts';
import { postAuthorize, postDeny, refusalPage, showAuthorize } from './oauth/authorize.ts';
import { getLoginData, getRights } from './oauth/info.ts';
import { login, mfaLogin } from './oauth/sessions.ts';
import { tokenEndpoints } from './oauth/token-endpoints.ts';
import { getApplication, listApplications } from './resources/applications.ts';
import { downloadInvoice } from './resources/billing.ts';
import { pollCliToken } from './resources/cli-tokens.ts';
import * as consumers from './resources/consumers.ts';
import * as oauthTokens from './resources/oauth-tokens.ts';
import { getSelf, getSummary } from './resources/self.ts';
import { listZones } from './resources/zones.ts';

type Method = 'get' | 'post' | 'put' | 'delete';
type Route = readonly [Method, string | string[], CleverCloudOperation, RequestHandler];

/** Of the user, or of an organisation. */
const owned = (path: string) => [`/v2/self${path}`, `/v2/organisations/:owner${path}`];

/** What the API offers (b5), at its own host and, by API token, at the bridge. */
const resources: readonly Route[] = [
  ['get', '/v2/self', 'self.get', getSelf],
  ['get', '/v2/summary', 'summary.get', getSummary],
  ['get', owned('/applications'), 'applications.list', listApplications],
  ['get', owned('/applications/:application'), 'applications.get', getApplication],
  ['get', '/v4/billing/organisations/:owner/:number.pdf', 'invoices.download', downloadInvoice],
  ['get', owned('/consumers'), 'consumers.list', consumers.listConsumers],
  ['post', owned('/consumers'), 'consumers.create', consumers.postConsumer],
  ['get', owned('/consumers/:key'), 'consumers.get', consumers.getConsumer],
  ['put', owned('/consumers/:key'), 'consumers.update', consumers.putConsumer],
  ['delete', owned('/consumers/:key'), 'consumers.remove', consumers.deleteConsumer],
  ['get', owned('/consumers/:key/secret'), 'consumers.secret', consumers.getConsumerSecret],
  ['get', '/v2/self/tokens', 'oauth-tokens.list', oauthTokens.listOAuthTokens],
  ['delete', '/v2/self/tokens', 'oauth-tokens.remove-all', oauthTokens.deleteOAuthTokens],
  ['get', '/v2/self/tokens/current', 'oauth-tokens.current', oauthTokens.getCurrentToken],
  ['delete', '/v2/self/tokens/:token', 'oauth-tokens.remove', oauthTokens.deleteOAuthToken],
];

/** The bridge's own routes (b4). */
const apiTokenRoutes: readonly Route[] = [
  ['get', '/api-tokens', 'api-tokens.list', apiTokens.listApiTokens],
  ['post', '/api-tokens', 'api-tokens.create', apiTokens.postApiToken],
  ['put', '/api-tokens/:id', 'api-tokens.update', apiTokens.putApiToken],
  ['delete', '/api-tokens/:id', 'api-tokens.revoke', apiTokens.deleteApiToken],
];

/** The dance (b2), and the CLI's way in (b7). */
function danceRoutes(router: Router): void {
  const { requestTokenPath, accessTokenPath, authorizePath, denyPath, loginPath, mfaLoginPath } = facts;
  const requestToken = operation('oauth.request-token');
  const accessToken = operation('oauth.access-token');
  router.post(requestTokenPath.value, requestToken, ...tokenEndpoints.requestToken);
  router.post(`${requestTokenPath.value}_query`, requestToken, ...tokenEndpoints.requestTokenQuery);
  router.post(accessTokenPath.value, accessToken, ...tokenEndpoints.accessToken);
  router.post(`${accessTokenPath.value}_query`, accessToken, ...tokenEndpoints.accessTokenQuery);
  router.get('/v2/oauth/rights', operation('oauth.rights'), getRights);
  router.get('/v2/oauth/login_data', operation('oauth.login-data'), getLoginData);
  router.get('/v2/self/cli_tokens', operation('cli-tokens.poll'), pollCliToken);
  const authorize = operation('oauth.authorize');
  router.get(authorizePath.value, authorize, showAuthorize, refusalPage);
  router.post(authorizePath.value, authorize, postAuthorize, refusalPage);
  router.post(denyPath.value, authorize, postDeny, refusalPage);
  router.post(loginPath.value, operation('sessions.login'), login, refusalPage);
  router.post(mfaLoginPath.value, operation('sessions.mfa'), mfaLogin, refusalPage);
}

function offer(router: Router, routes: readonly Route[], guard: RequestHandler): void {
  for (const [method, path, name, handler] of routes) router[method](path, operation(name), guard, handler);
}

function apiHost(): Router {
  const router = Router({ caseSensitive: true });
  danceRoutes(router);
  router.get('/v4/products/zones', operation('zones.list'), listZones);
  offer(router, resources, authenticate);
  // An address that leads nowhere asks who is there first.
  router.use(authenticate, noSuchRoute);
  return router;
}

function bridgeHost(): Router {
  const router = Router({ caseSensitive: true });
  router.get('/v4/products/zones', operation('zones.list'), listZones);
  offer(router, apiTokenRoutes, requirePlaintext);
  offer(router, resources, requireApiToken);
  router.use(requireApiToken, noSuchRoute);
  return router;
}

function makeApp(): Express {
  const made = express();
  made.disable('x-powered-by').disable('etag').disable('query parser').enable('case sensitive routing');
  made.use(facts.consolePath.value, operation('console'), consoleRoutes());
  made.use(markAnswer);
  made.use(facts.apiPath.value, apiHost());
  made.use(facts.bridgePath.value, bridgeHost());
  made.use(noSuchRoute);
  made.use(
    errorRenderer(res => {
      const { settings } = contextOf(res.req).sandbox;
      return errorsFor(settings, res.req.originalUrl, res.locals.byApiToken === true);
    }),
  );
  return made;
}

/** The platform's load balancer names each answer; clients keep the name for support (b6). */
const markAnswer: RequestHandler = (req, res, next) => {
  res.setHeader('Sozu-Id', contextOf(req).sandbox.entropy.uuid());
  next();
};

const noSuchRoute: RequestHandler = req => {
  throw new ProviderError('not_found', `${req.method} ${req.path} leads nowhere`);
};

/** The application, made once: what differs between sandboxes is in their state and settings. */
export const app: Express = makeApp();
