import type { Provider } from '../kernel/index.ts';
import { app } from './app.ts';
import { facts, operations } from './metadata.ts';
import { defaultSettings, type PlatformshSettings } from './settings.ts';
import { PlatformshState } from './state.ts';

const { authPath, tokenPath, revokePath, apiPath, consolePath, installerPath } = facts;
const { authHosts, apiHosts, consoleHost, installerHost } = facts;

/** Platform.sh: its authentication service, its API, its console, and the address of its CLI's installer. */
export const platformsh: Provider<PlatformshState, PlatformshSettings> = {
  name: 'platformsh',
  operations,
  defaultSettings,
  app,
  createState: sandbox => new PlatformshState(sandbox),
  secrets,
  endpoints: base => ({
    auth: `${base}${authPath.value}`,
    token: `${base}${authPath.value}${tokenPath.value}`,
    revoke: `${base}${authPath.value}${revokePath.value}`,
    api: `${base}${apiPath.value}`,
    console: `${base}${consolePath.value}`,
    installer: `${base}${installerPath.value}`,
  }),
  productionHosts: {
    ...Object.fromEntries(authHosts.value.map(host => [host, authPath.value])),
    ...Object.fromEntries(apiHosts.value.map(host => [host, apiPath.value])),
    [consoleHost.value]: consolePath.value,
    [`${installerHost.value}${installerPath.value}`]: installerPath.value,
  },
};

/** A credential that has no identifier of its own, or one that everybody may see, stands for it too. */
function secrets(state: PlatformshState): (readonly [string, string])[] {
  const { people, apiTokens, sensitiveValues, consoleSessions } = state;
  return [
    ...people.users.map(({ email, password }) => [email, password] as const),
    ...apiTokens.all.map(({ value }) => [value, value] as const),
    ...[...sensitiveValues].map(value => [value, value] as const),
    ...[...consoleSessions.values()].map(({ csrf, value }) => [csrf, value] as const),
  ];
}

export type { PlatformshOperation } from './metadata.ts';
export { facts, operations } from './metadata.ts';
export type { PlatformshSettings } from './settings.ts';
export { PERMISSIONS } from './state/access.ts';
export type {
  Activity,
  ApiToken,
  Backup,
  Environment,
  Grant,
  Invitation,
  Permission,
  Project,
  Role,
  SshKey,
  User,
  Variable,
} from './state/model.ts';
export { containerOf, variablesOf } from './state/variables.ts';
export { PlatformshState } from './state.ts';
