import type { Provider } from '../kernel/index.ts';
import { app } from './app.ts';
import { facts, operations } from './metadata.ts';
import { type AcquiaSettings, defaultSettings } from './settings.ts';
import { AcquiaState } from './state.ts';

/** Acquia Cloud Platform API v2, its token endpoint and its console. */
export const acquia: Provider<AcquiaState, AcquiaSettings> = {
  name: 'acquia',
  operations,
  defaultSettings,
  app,
  createState: sandbox => new AcquiaState(sandbox),
  secrets: ({ keys, user, consoleSessions }) => [
    ...keys.map(key => [key.id, key.secret] as const),
    [user.mail, user.password] as const,
    ...[...consoleSessions.values()].map(session => [session.csrf, session.value] as const),
  ],
  endpoints: base => ({
    api: `${base}${facts.apiPath.value}`,
    token: `${base}${facts.tokenPath.value}`,
    console: `${base}${facts.consolePath.value}`,
  }),
  productionHosts: {
    [`${facts.apiHost.value}${facts.apiPath.value}`]: facts.apiPath.value,
    [`${facts.tokenHost.value}${facts.tokenPath.value}`]: facts.tokenPath.value,
    [`${facts.tokenHost.value}${facts.specTokenPath.value}`]: facts.specTokenPath.value,
    [`${facts.consoleHost.value}${facts.consolePath.value}`]: facts.consolePath.value,
  },
};

export { signature, stringToSign } from './hmac/string-to-sign.ts';
export { facts, operations } from './metadata.ts';
export type { AcquiaSettings } from './settings.ts';
export type { ApiKey, Application, Notification, Organization, User } from './state.ts';
export { AcquiaState } from './state.ts';
