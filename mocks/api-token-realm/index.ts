import type { Provider } from '../kernel/index.ts';
import { app } from './app.ts';
import { facts, operations } from './metadata.ts';
import { type ApiTokenRealmSettings, defaultSettings } from './settings.ts';
import { ApiTokenRealmState } from './state.ts';

/** The product whose API tokens go by the scheme `apiToken`: its API and its console. */
export const apiTokenRealm: Provider<ApiTokenRealmState, ApiTokenRealmSettings> = {
  name: 'api-token-realm',
  operations,
  defaultSettings,
  app,
  createState: sandbox => new ApiTokenRealmState(sandbox),
  // A token's id is for everybody to see, so its value stands for both.
  secrets: ({ tokens, users, consoleSessions }) => [
    ...tokens.map(({ access }) => [access.value, access.value] as const),
    ...users.map(({ email, password }) => [email, password] as const),
    ...[...consoleSessions.values()].map(({ csrf, value }) => [csrf, value] as const),
  ],
  endpoints: base => ({
    api: `${base}${facts.apiPath.value}`,
    console: `${base}${facts.consolePath.value}`,
  }),
  productionHosts: { [facts.host.value]: '' },
};

export type { Permission } from './metadata.ts';
export { facts, operations, PERMISSIONS } from './metadata.ts';
export type { ApiTokenRealmSettings } from './settings.ts';
export type { ApiToken, User } from './state/model.ts';
export { ApiTokenRealmState } from './state.ts';
