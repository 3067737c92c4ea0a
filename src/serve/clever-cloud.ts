import { z } from 'zod';
import type { CleverCloudSettings, CleverCloudState } from '../../mocks/clever-cloud/index.ts';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import type { PlatformControls } from './platform-controls.ts';
import { emailTaken } from './refusal.ts';
import { type Call, route } from './route.ts';
import { seconds, text, YEAR_SECONDS } from './values.ts';

const settings = z.strictObject({
  signatures: z.enum(['strict', 'lenient']),
  timestampWindowSeconds: seconds,
  requestTokenLifetimeSeconds: seconds,
  userTokenLifetimeSeconds: seconds,
  cliTokenLifetimeSeconds: seconds,
  deniedConsent: z.enum(['callback', 'page']),
  notLoggedInId: z.int(),
  v4ErrorMember: z.enum(['error', 'message']),
  apiTokenOnApiHostStatus: z.literal([401, 403]),
  bearerErrors: z.enum(['v4', 'v2']),
  apiTokenCreatedStatus: z.literal([200, 201]),
  apiTokenLimit: z.enum(['a year', 'none']),
  revokedApiTokens: z.enum(['vanish', 'stay']),
}) satisfies z.ZodType<CleverCloudSettings>;

const newConsumer = z.strictObject({ name: text, baseUrl: z.url() });
const newUser = z.strictObject({ name: text, email: z.email(), mfa: z.boolean().default(false) });

type CleverCloudSandbox = Sandbox<CleverCloudState, CleverCloudSettings>;

const stateOf = ({ platform }: Call): CleverCloudState => platform.sandbox.state;

const consumerRoute = route({
  method: 'POST',
  path: '/consumers',
  summary: 'make an OAuth consumer; its secret is in this answer and in no later one',
  status: 201,
  body: newConsumer,
  example: { name: 'my tests', baseUrl: 'https://app.example.com' },
  handle(call) {
    const state = stateOf(call);
    const { key, secret, name } = state.consumers.create(state.organisation, call.body);
    return { key, secret, name };
  },
});

const userRoute = route({
  method: 'POST',
  path: '/users',
  summary: 'make a user who can sign in and consent; the password is in this answer and in no later one',
  status: 201,
  body: newUser,
  example: { name: 'Grace', email: 'grace@example.com' },
  handle(call) {
    const { people } = stateOf(call);
    if (people.withEmail(call.body.email) !== undefined) throw emailTaken();
    const { id, email, password } = people.addUser(call.body);
    return { id, email, password };
  },
});

/** What is there to be tried at once: the first of each that {@link cleverCloudControls} has prepared. */
function readyMade({ userTokens, apiTokens, user }: CleverCloudState) {
  return { token: userTokens.all.at(0)!, apiToken: apiTokens.all.at(0)!, user };
}

/** The bridge with its bearer token, and the API with a PLAINTEXT signature: neither needs a signer. */
function commands({ endpoints, state }: CleverCloudSandbox): string[] {
  const { token, apiToken } = readyMade(state);
  const { key, secret } = token.consumer;
  const oauth = [
    `oauth_consumer_key="${key}"`,
    `oauth_token="${token.access.value}"`,
    'oauth_signature_method="PLAINTEXT"',
    `oauth_signature="${secret}%26${token.secret}"`,
  ].join(', ');
  return [
    `curl -H 'Authorization: Bearer ${apiToken.access.value}' ${endpoints.bridge}/v2/self`,
    `curl -H 'Authorization: OAuth ${oauth}' ${endpoints.api}/v2/self`,
  ];
}

/** What can be seen and changed of Clever Cloud. */
export const cleverCloudControls: PlatformControls = {
  prepare({ state, clock }: CleverCloudSandbox) {
    const baseUrl = 'http://127.0.0.1/';
    const consumer = state.consumers.create(state.organisation, { name: 'ready-made', baseUrl });
    state.userTokens.issue({ consumer, user: state.user });
    const expiresAt = clock.now() + YEAR_SECONDS * 1000;
    state.apiTokens.create({ user: state.user, name: 'ready-made', expiresAt });
  },
  introduce(sandbox: CleverCloudSandbox) {
    const { token, apiToken, user } = readyMade(sandbox.state);
    return {
      credentials: [
        ['consumer key', token.consumer.key],
        ['consumer secret', token.consumer.secret],
        ['user token', token.access.value],
        ['user token secret', token.secret],
        ['API token', apiToken.access.value],
        ['console sign-in', `${user.email}, password ${user.password}`],
      ],
      commands: commands(sandbox),
    };
  },
  describe: ({ state }: CleverCloudSandbox) => ({
    users: state.people.users.map(({ id, email }) => ({ id, email })),
    consumers: state.consumers.all.map(({ key, name }) => ({ key, name })),
    apiTokens: state.apiTokens.all.map(({ id, name }) => ({ id, name })),
  }),
  settings: settings.partial(),
  routes: [consumerRoute, userRoute],
};
