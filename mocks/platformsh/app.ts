import express, { type Express, type RequestHandler, Router } from 'express';
import { contextOf, errorRenderer, operation, ProviderError, tokenEndpoint } from '../kernel/index.ts';
import { revokeEndpoint } from './auth/revoke.ts';
import { tokenEndpointSpec } from './auth/token-endpoint.ts';
import { consoleRoutes } from './console/routes.ts';
import { errorsFor } from './errors.ts';
import { authenticate } from './guard.ts';
import { facts, type PlatformshOperation } from './metadata.ts';
import * as access from './resources/access.ts';
import * as activities from './resources/activities.ts';
import * as apiTokens from './resources/api-tokens.ts';
import * as backups from './resources/backups.ts';
import * as environments from './resources/environments.ts';
import { getInstaller } from './resources/installer.ts';
import * as invitations from './resources/invitations.ts';
import * as organizations from './resources/organizations.ts';
import * as projects from './resources/projects.ts';
import * as sshKeys from './resources/ssh-keys.ts';
import * as tasks from './resources/tasks.ts';
import * as userAccess from './resources/user-access.ts';
import * as users from './resources/users.ts';
import * as variables from './resources/variables.ts';

type Method = 'get' | 'post' | 'patch' | 'delete';
type Route = readonly [Method, string | string[], PlatformshOperation, RequestHandler];

const project = '/projects/:project';
const environment = `${project}/environments/:environment`;

/** Who is there, and what they may work on (b5, b6). */
const accountRoutes: readonly Route[] = [
  ['get', '/users/me', 'users.me', users.getMe],
  ['get', '/users/:user', 'users.get', users.getUser],
  ['get', ['/me', '/platform/me'], 'me.get', users.getOldMe],
  ['post', '/me/verification', 'me.verification', users.postVerification],
  ['get', '/users/:user/extended-access', 'access.extended', access.getExtendedAccess],
  ['get', '/ref/projects', 'refs.projects', access.getProjectRefs],
  ['get', '/ref/organizations', 'refs.organizations', access.getOrganizationRefs],
  ['get', '/ref/users', 'refs.users', access.getUserRefs],
  ['get', '/users/:user/api-tokens', 'api-tokens.list', apiTokens.listApiTokens],
  ['post', '/users/:user/api-tokens', 'api-tokens.create', apiTokens.postApiToken],
  ['get', '/users/:user/api-tokens/:token', 'api-tokens.get', apiTokens.getApiToken],
  ['delete', '/users/:user/api-tokens/:token', 'api-tokens.remove', apiTokens.deleteApiToken],
];

/** Projects, environments, and who owns them (b7, b10). */
const projectRoutes: readonly Route[] = [
  ['get', project, 'projects.get', projects.getProject],
  ['patch', project, 'projects.update', projects.patchProject],
  ['get', `${project}/certificates`, 'certificates.list', projects.listCertificates],
  ['get', '/regions', 'regions.list', projects.listRegions],
  ['get', `${project}/environments`, 'environments.list', environments.listEnvironments],
  ['get', `${project}/environment-types`, 'environment-types.list', environments.listEnvironmentTypes],
  ['get', environment, 'environments.get', environments.getEnvironment],
  ['patch', environment, 'environments.update', environments.patchEnvironment],
  ['get', `${environment}/settings`, 'environments.settings', environments.getEnvironmentSettings],
  ['patch', `${environment}/settings`, 'environments.settings', environments.patchEnvironmentSettings],
  ['get', `${environment}/deployments/current`, 'environments.deployment', environments.getDeployment],
  [
    'get',
    ['/organizations', '/users/:user/organizations'],
    'organizations.list',
    organizations.listOrganizations,
  ],
  ['get', '/organizations/:organization', 'organizations.get', organizations.getOrganization],
  [
    'get',
    '/organizations/:organization/subscriptions',
    'subscriptions.list',
    organizations.listSubscriptions,
  ],
  [
    'get',
    ['/subscriptions/:subscription', '/organizations/:organization/subscriptions/:subscription'],
    'subscriptions.get',
    organizations.getSubscription,
  ],
];

/** Of a project, or of an environment. */
const atEither = (path: string) => [`${project}${path}`, `${environment}${path}`];

/** Who works on a project (b6). */
const memberRoutes: readonly Route[] = [
  ['get', `${project}/user-access`, 'user-access.list', userAccess.listUserAccess],
  ['post', `${project}/user-access`, 'user-access.create', userAccess.postUserAccess],
  ['get', `${project}/user-access/:member`, 'user-access.get', userAccess.getUserAccess],
  ['patch', `${project}/user-access/:member`, 'user-access.update', userAccess.patchUserAccess],
  ['delete', `${project}/user-access/:member`, 'user-access.remove', userAccess.deleteUserAccess],
  ['get', `${project}/invitations`, 'invitations.list', invitations.listInvitations],
  ['post', `${project}/invitations`, 'invitations.create', invitations.postInvitation],
  ['delete', `${project}/invitations/:invitation`, 'invitations.remove', invitations.deleteInvitation],
  ['post', '/ssh_keys', 'ssh-keys.create', sshKeys.postSshKey],
  ['get', '/ssh_keys/:id', 'ssh-keys.get', sshKeys.getSshKey],
  ['delete', '/ssh_keys/:id', 'ssh-keys.remove', sshKeys.deleteSshKey],
];

/** What is done on a project, by machine users above all (b8, b9, P13). */
const workRoutes: readonly Route[] = [
  ['get', atEither('/variables'), 'variables.list', variables.listVariables],
  ['post', atEither('/variables'), 'variables.create', variables.postVariable],
  ['get', atEither('/variables/:name'), 'variables.get', variables.getVariable],
  ['patch', atEither('/variables/:name'), 'variables.update', variables.patchVariable],
  ['delete', atEither('/variables/:name'), 'variables.remove', variables.deleteVariable],
  ['get', `${environment}/backups`, 'backups.list', backups.listBackups],
  ['post', [`${environment}/backup`, `${environment}/backups`], 'backups.create', backups.createBackup],
  ['get', `${environment}/backups/:backup`, 'backups.get', backups.getBackup],
  ['get', atEither('/activities'), 'activities.list', activities.listActivities],
  ['get', atEither('/activities/:activity'), 'activities.get', activities.getActivity],
  ['get', atEither('/activities/:activity/log'), 'activities.log', activities.getActivityLog],
  ['post', `${environment}/deploy`, 'environments.deploy', tasks.deploy],
  ['post', `${environment}/redeploy`, 'environments.redeploy', tasks.redeploy],
  ['get', `${environment}/source-operations`, 'source-operations.list', tasks.listSourceOperations],
  ['post', `${environment}/source-operation`, 'source-operations.run', tasks.runSourceOperation],
];

const routes = [...accountRoutes, ...projectRoutes, ...memberRoutes, ...workRoutes];

function authHost(): Router {
  const router = Router({ caseSensitive: true });
  router.all(facts.tokenPath.value, operation('token.issue'), tokenEndpoint(tokenEndpointSpec));
  router.all(facts.revokePath.value, operation('token.revoke'), revokeEndpoint);
  return router;
}

function apiHost(): Router {
  const router = Router({ caseSensitive: true });
  for (const [method, path, name, handler] of routes)
    router[method](path, operation(name), authenticate, handler);
  // An address that leads nowhere asks who is there first.
  router.use(authenticate, noSuchRoute);
  return router;
}

function makeApp(): Express {
  const made = express();
  made.disable('x-powered-by').disable('etag').disable('query parser').enable('case sensitive routing');
  made.use(facts.consolePath.value, operation('console'), consoleRoutes());
  made.use(facts.authPath.value, authHost());
  made.use(facts.apiPath.value, apiHost());
  made.get(facts.installerPath.value, operation('installer'), getInstaller);
  made.use(noSuchRoute);
  made.use(
    errorRenderer(res =>
      errorsFor(contextOf(res.req).sandbox.settings, res.req.originalUrl.split('?', 1)[0]!),
    ),
  );
  return made;
}

const noSuchRoute: RequestHandler = req => {
  throw new ProviderError('not_found', `${req.method} ${req.path} leads nowhere`, { what: 'address' });
};

/** The application, made once: what differs between sandboxes is in their state and settings. */
export const app: Express = makeApp();
