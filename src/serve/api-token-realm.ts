import { z } from 'zod';
import {
  type ApiToken,
  type ApiTokenRealmSettings,
  type ApiTokenRealmState,
  PERMISSIONS,
  type User,
} from '../../mocks/api-token-realm/index.ts';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import type { PlatformControls } from './platform-controls.ts';
import { emailTaken, Refusal } from './refusal.ts';
import { type Call, route } from './route.ts';
import { secret, text } from './values.ts';

const permissions = z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length);

const settings = z.strictObject({
  strict: z.boolean(),
  parameter: text,
  plusInQuery: z.enum(['blank', 'plus']),
  bothTransports: z.enum(['equal', 'never']),
  tokenValues: z.enum(['plain', 'awkward']),
  inactiveMessage: z.enum(['same', 'distinct']),
  userRights: z.enum(['limit', 'ignore']),
  foreignTokens: z.enum(['forbidden', 'hidden']),
  adminLock: z.boolean(),
  errors: z.enum(['object', 'flat']),
  pageSize: z.int().min(1).max(100),
}) satisfies z.ZodType<ApiTokenRealmSettings>;

const newUser = z.strictObject({ name: text, email: z.email(), administrator: z.boolean().default(false) });

const newApiToken = z.strictObject({
  name: text,
  /** Default: all that its user may. */
  permissions: permissions.optional(),
  /** E-mail address of whose it is to be; default: the platform's first user. */
  user: z.email().optional(),
  value: secret.optional(),
});

type RealmSandbox = Sandbox<ApiTokenRealmState, ApiTokenRealmSettings>;

const stateOf = ({ platform }: Call): ApiTokenRealmState => platform.sandbox.state;

const userRoute = route({
  method: 'POST',
  path: '/users',
  summary: 'make a user, who administers the environment or does not; the password is in this answer only',
  status: 201,
  body: newUser,
  example: { name: 'Grace', email: 'grace@example.com', administrator: true },
  handle(call) {
    const state = stateOf(call);
    const { administrator, ...made } = call.body;
    if (state.users.some(({ email }) => email === made.email)) throw emailTaken();
    const { id, email, password } = state.addUser({
      ...made,
      ...(administrator ? { rights: PERMISSIONS } : {}),
    });
    return { id, email, password };
  },
});

const rightsRoute = route({
  method: 'POST',
  path: '/rights',
  summary: 'say what a user may do in the environment from now on; tokens never do more',
  body: z.strictObject({ user: z.email(), permissions }),
  example: { user: 'ada@example.com', permissions: ['projects.read'] },
  handle(call) {
    const { user, permissions: granted } = call.body;
    stateOf(call).setRights(userWith(call, user), granted);
    return { user, permissions: granted };
  },
});

const apiTokenRoute = route({
  method: 'POST',
  path: '/api-tokens',
  summary: 'make an API token; its value is in this answer and in no later one',
  status: 201,
  body: newApiToken,
  example: { name: 'my tests', permissions: ['metrics.read'] },
  handle(call) {
    const state = stateOf(call);
    const { name, user, value } = call.body;
    const owner = user === undefined ? state.user : userWith(call, user);
    if (value !== undefined && state.tokenWith(value) !== undefined)
      throw new Refusal(
        409,
        'api-token-taken',
        'Failed to make the API token: there is one of this value. Give another one.',
      );
    const granted = call.body.permissions ?? [...state.rightsOf(owner, state.environment)];
    const made = { user: owner, name, permissions: granted, ...(value === undefined ? {} : { value }) };
    const token = state.createToken(made);
    return { ...shown(token), token: token.access.value };
  },
});

const stateRoute = route({
  method: 'PATCH',
  path: '/api-tokens/:id',
  summary: 'deactivate an API token, or activate it again',
  body: z.strictObject({ active: z.boolean() }),
  example: { active: false },
  handle(call) {
    const token = tokenOf(call);
    if (call.body.active) stateOf(call).activate(token);
    else stateOf(call).deactivate(token);
    return shown(token);
  },
});

const deleteRoute = route({
  method: 'DELETE',
  path: '/api-tokens/:id',
  summary: 'delete an API token, for ever',
  handle(call) {
    const token = tokenOf(call);
    stateOf(call).delete(token);
    return shown(token);
  },
});

/** @throws Refusal where no user has this address */
function userWith(call: Call, address: string): User {
  const user = stateOf(call).users.find(({ email }) => email === address);
  if (user !== undefined) return user;
  throw new Refusal(
    404,
    'unknown-user',
    'Failed to find the user: none has this email address. GET state lists them.',
  );
}

/** @throws Refusal where there is no such token, or no longer */
function tokenOf(call: Call): ApiToken {
  const token = stateOf(call).tokens.find(({ id, access }) => id === call.id && !access.revoked);
  if (token !== undefined) return token;
  throw new Refusal(
    404,
    'unknown-api-token',
    'Failed to find the API token: none has this id. GET state lists them.',
  );
}

function shown({ id, name, owner, active, permissions: granted }: ApiToken) {
  return { id, name, owner: owner.email, active, permissions: granted };
}

/** Both documented ways (fact sheet, b1). */
function commands({ endpoints, state, settings: { parameter } }: RealmSandbox): string[] {
  const { value } = state.tokens[0]!.access;
  const pair = `${encodeURIComponent(parameter)}=${encodeURIComponent(value)}`;
  return [
    `curl --request GET --header 'Authorization: apiToken ${value}' ${endpoints.api}/metrics`,
    `curl --request GET '${endpoints.api}/metrics?${pair}'`,
  ];
}

/** What can be seen and changed of the apiToken realm. */
export const apiTokenRealmControls: PlatformControls = {
  prepare({ state }: RealmSandbox) {
    const { user, environment } = state;
    state.createToken({ user, name: 'ready-made', permissions: [...state.rightsOf(user, environment)] });
  },
  introduce(sandbox: RealmSandbox) {
    const { tokens, user, admin } = sandbox.state;
    return {
      credentials: [
        ['API token', tokens[0]!.access.value],
        ['console sign-in', `${user.email}, password ${user.password}`],
        ['administrator', `${admin.email}, password ${admin.password}`],
      ],
      commands: commands(sandbox),
    };
  },
  describe: ({ state }: RealmSandbox) => ({
    environments: state.environments.map(({ id, name }) => ({ id, name })),
    users: state.users.map(({ id, email }) => ({ id, email })),
    apiTokens: state.tokens.filter(({ access }) => !access.revoked).map(shown),
  }),
  settings: settings.partial(),
  routes: [userRoute, rightsRoute, apiTokenRoute, stateRoute, deleteRoute],
};
