import type { Provider } from '../kernel/index.ts';
import { app } from './app.ts';
import { facts, operations } from './metadata.ts';
import { type CloudApiSettings, defaultSettings } from './settings.ts';
import { CloudApiState } from './state.ts';

const { apiHosts, version, authHost, authPath, authorizePath, tokenPath, consoleHost, consolePath } = facts;

/** Cloud API Platform: its API at three hosts, its authorization server, and its developer console. */
export const cloudApi: Provider<CloudApiState, CloudApiSettings> = {
  name: 'cloud-api',
  operations,
  defaultSettings,
  app,
  createState: sandbox => new CloudApiState(sandbox),
  secrets,
  endpoints: base => ({
    ...Object.fromEntries(
      Object.entries(apiHosts.value).map(([name, { path }]) => [name, `${base}${path}${version.value}`]),
    ),
    authorize: `${base}${authPath.value}${authorizePath.value}`,
    token: `${base}${authPath.value}${tokenPath.value}`,
    console: `${base}${consolePath.value}`,
  }),
  productionHosts: {
    ...Object.fromEntries(Object.values(apiHosts.value).map(({ host, path }) => [`https://${host}`, path])),
    [`https://${authHost.value}`]: authPath.value,
    [`https://${consoleHost.value}`]: consolePath.value,
  },
};

/** A credential that has no identifier of its own stands for it too. */
function secrets({
  people,
  keys,
  clients,
  grants,
  signIns,
  consoleSessions,
}: CloudApiState): (readonly [string, string])[] {
  const single = [
    ...keys.all.map(({ access }) => access.value),
    ...grants.codes.map(({ value }) => value),
    ...grants.all.flatMap(({ tokens }) => tokens.map(({ value }) => value)),
    ...grants.refreshTokens.map(({ value }) => value),
    ...signIns.keys(),
  ];
  return [
    ...people.users.map(({ email, password }) => [email, password] as const),
    ...clients.map(({ id, secret }) => [id, secret] as const),
    ...[...consoleSessions.values()].map(({ csrf, value }) => [csrf, value] as const),
    ...single.map(value => [value, value] as const),
  ];
}

export type { CloudApiOperation, Scope } from './metadata.ts';
export { facts, operations } from './metadata.ts';
export type { CloudApiSettings, RateLimitFamily } from './settings.ts';
export type { ApiKey, AuthorizationCode, Grant, OAuthClient, Project, User } from './state/model.ts';
export { CloudApiState } from './state.ts';
export { HOST_CHECK, hostOfPath } from './transport.ts';
