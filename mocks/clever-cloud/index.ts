import type { Provider } from '../kernel/index.ts';
import { app } from './app.ts';
import { facts, operations } from './metadata.ts';
import { type CleverCloudSettings, defaultSettings } from './settings.ts';
import { CleverCloudState } from './state.ts';

const { apiPath, bridgePath, consolePath, requestTokenPath, authorizePath, accessTokenPath } = facts;

/** Clever Cloud: its API with OAuth 1 and the dance, its bridge for API tokens, and its console. */
export const cleverCloud: Provider<CleverCloudState, CleverCloudSettings> = {
  name: 'clever-cloud',
  operations,
  defaultSettings,
  app,
  createState: sandbox => new CleverCloudState(sandbox),
  secrets,
  endpoints: base => ({
    requestToken: `${base}${apiPath.value}${requestTokenPath.value}`,
    authorize: `${base}${apiPath.value}${authorizePath.value}`,
    accessToken: `${base}${apiPath.value}${accessTokenPath.value}`,
    api: `${base}${apiPath.value}`,
    bridge: `${base}${bridgePath.value}`,
    console: `${base}${consolePath.value}`,
  }),
  productionHosts: {
    [facts.apiHost.value]: apiPath.value,
    [facts.bridgeHost.value]: bridgePath.value,
    [facts.consoleHost.value]: consolePath.value,
  },
};

/** A credential that has no identifier of its own, or one that everybody may see, stands for it too. */
function secrets(state: CleverCloudState): (readonly [string, string])[] {
  const { people, consumers, requestTokens, userTokens, apiTokens, signIns, consoleSessions } = state;
  const single = [
    ...requestTokens.all.flatMap(({ consent }) => consent?.verifier ?? []),
    ...apiTokens.all.map(({ access }) => access.value),
    ...signIns.sessions.keys(),
    ...state.cliTokens.keys(),
  ];
  return [
    ...people.users.flatMap(({ email, password }) =>
      password === undefined ? [] : [[email, password] as const],
    ),
    ...consumers.all.map(({ key, secret }) => [key, secret] as const),
    ...requestTokens.all.map(({ value, secret }) => [value, secret] as const),
    ...userTokens.all.map(({ access, secret }) => [access.value, secret] as const),
    ...[...consoleSessions.values()].map(({ csrf, value }) => [csrf, value] as const),
    ...single.map(value => [value, value] as const),
  ];
}

export type { CleverCloudOperation, Right } from './metadata.ts';
export { facts, operations, RIGHTS } from './metadata.ts';
export type { CleverCloudSettings } from './settings.ts';
export type { ApiToken, Consumer, Organisation, RequestToken, User, UserToken } from './state/model.ts';
export { CleverCloudState } from './state.ts';
