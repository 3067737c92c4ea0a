import express, { type Express, type RequestHandler } from 'express';
import { contextOf, errorRenderer, operation, ProviderError, tokenEndpoint } from '../kernel/index.ts';
import { consoleRoutes } from './console/routes.ts';
import { errorsFor } from './errors.ts';
import { authenticate } from './guard.ts';
import { signAnswers } from './hmac/sign-answers.ts';
import { type AcquiaOperation, facts } from './metadata.ts';
import * as account from './resources/account.ts';
import * as applications from './resources/applications.ts';
import * as backups from './resources/backups.ts';
import { getNotification } from './resources/notifications.ts';
import { listOrganizations } from './resources/organizations.ts';
import * as tokens from './resources/tokens.ts';
import { tokenEndpointSpec } from './token-endpoint.ts';

type Method = 'get' | 'post' | 'delete';

const backupsPath = '/environments/:id/databases/:name/backups';

/** What the API offers, below its address. */
const resources: readonly (readonly [Method, string, AcquiaOperation, RequestHandler])[] = [
  ['get', '/account', 'account.get', account.getAccount],
  ['post', '/account/password', 'account.password', account.checkPassword],
  ['post', '/account/tokens', 'tokens.create', tokens.createToken],
  ['get', '/account/tokens', 'tokens.list', tokens.listTokens],
  ['get', '/account/tokens/:uuid', 'tokens.get', tokens.getToken],
  ['delete', '/account/tokens/:uuid', 'tokens.remove', tokens.removeToken],
  ['get', '/applications', 'applications.list', applications.listApplications],
  ['get', '/applications/:uuid', 'applications.get', applications.getApplication],
  ['get', '/organizations', 'organizations.list', listOrganizations],
  [
    'get',
    '/organizations/:uuid/applications',
    'organizations.applications',
    applications.listOrganizationApplications,
  ],
  ['post', backupsPath, 'backups.create', backups.createBackup],
  ['get', `${backupsPath}/:backup/actions/download`, 'backups.download', backups.downloadBackup],
  ['get', '/notifications/:uuid', 'notifications.get', getNotification],
];

function makeApp(): Express {
  const made = express();
  made.disable('x-powered-by').disable('etag').disable('query parser').enable('case sensitive routing');
  made.use(signAnswers);
  made.all(
    [facts.tokenPath.value, facts.specTokenPath.value],
    operation('token.issue'),
    tokenEndpoint(tokenEndpointSpec),
  );
  made.use(facts.consolePath.value, operation('console'), consoleRoutes());
  made.use(markStability);
  for (const [method, path, name, handler] of resources) {
    made[method](`${facts.apiPath.value}${path}`, operation(name), authenticate, handler);
  }
  // There is no public route (A1), so an address that leads nowhere asks who is there first.
  made.use(authenticate, noSuchRoute);
  made.use(
    errorRenderer(res => {
      const { sandbox, exchange } = contextOf(res.req);
      return errorsFor(sandbox.settings, exchange.operation);
    }),
  );
  return made;
}

/** Sheet b5: every answer of the API says how settled the route is. */
const markStability: RequestHandler = (_req, res, next) => {
  res.setHeader('X-CloudAPI-Stability', 'production');
  next();
};

/** The API is version 2 (A2): paths of version 1 lead nowhere, as any other unknown one. */
const noSuchRoute: RequestHandler = req => {
  throw new ProviderError('not_found', `${req.method} ${req.path} is no route of version 2`);
};

/** The application, made once: what differs between sandboxes is in their state and settings. */
export const app: Express = makeApp();
