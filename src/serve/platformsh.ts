import { z } from 'zod';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import {
  operations,
  PERMISSIONS,
  type Permission,
  type PlatformshSettings,
  type PlatformshState,
} from '../../mocks/platformsh/index.ts';
import type { PlatformControls } from './platform-controls.ts';
import { emailTaken, Refusal } from './refusal.ts';
import { type Call, route } from './route.ts';
import { seconds, secret, text, YEAR_SECONDS } from './values.ts';

const settings = z.strictObject({
  tokenLifetimeSeconds: seconds,
  tokenFormat: z.enum(['jwt', 'opaque']),
  tokenErrors: z.enum(['legacy', 'ory']),
  apiTokens: z.enum(['seed', 'current']),
  passwordRecheckSeconds: z.int().min(0).max(YEAR_SECONDS),
  errorType: z.enum(['application/json', 'application/problem+json']),
  noAccessStatus: z.literal([403, 404]),
  sealedLogs: z.boolean(),
  vendor: text,
}) satisfies z.ZodType<Omit<PlatformshSettings, 'stepUp'>>;

const newUser = z.strictObject({
  email: z.email(),
  firstName: text.default('Machine'),
  lastName: text.default('User'),
  /** On the platform's project. */
  permissions: z
    .array(z.enum(PERMISSIONS as [Permission, ...Permission[]]))
    .max(PERMISSIONS.length)
    .default([]),
});

const newApiToken = z.strictObject({
  name: text,
  /** E-mail address of whose it is to be; default: the platform's first user. */
  user: z.email().optional(),
  value: secret.optional(),
});

const stepUp = z.strictObject({ operations: z.array(z.enum(operations)) });

type PlatformshSandbox = Sandbox<PlatformshState, PlatformshSettings>;

const stateOf = ({ platform }: Call): PlatformshState => platform.sandbox.state;

const userRoute = route({
  method: 'POST',
  path: '/users',
  summary: 'make a user, human or machine; the password is in this answer and in no later one',
  status: 201,
  body: newUser,
  example: { email: 'bot@example.com', permissions: ['viewer', 'production:admin'] },
  handle(call) {
    const state = stateOf(call);
    const { permissions, ...made } = call.body;
    if (state.people.withEmail(made.email) !== undefined) throw emailTaken();
    const user = state.createUser(made);
    if (permissions.length > 0) state.grant(user, state.project, permissions);
    const { id, email, password } = user;
    return { id, email, password, permissions };
  },
});

const apiTokenRoute = route({
  method: 'POST',
  path: '/api-tokens',
  summary: 'make an API token; its value is in this answer and in no later one',
  status: 201,
  body: newApiToken,
  example: { name: 'my tests' },
  handle(call) {
    const state = stateOf(call);
    const { name, user: address = state.user.email, value } = call.body;
    const user = state.people.withEmail(address);
    if (user === undefined)
      throw new Refusal(
        404,
        'unknown-user',
        'Failed to make the API token: no user has this email address. GET state lists them.',
      );
    const taken =
      state.apiTokens.named(user, name) ??
      (value === undefined ? undefined : state.apiTokens.withValue(value));
    if (taken !== undefined)
      throw new Refusal(
        409,
        'api-token-taken',
        'Failed to make the API token: there is one of this name or value. Give another one.',
      );
    const token = state.createApiToken(user, name, value);
    return { id: token.id, name, value: token.value, user: user.email };
  },
});

const deleteRoute = route({
  method: 'DELETE',
  path: '/api-tokens/:id',
  summary: 'delete an API token: it is exchanged no more, and its access tokens live on',
  handle(call) {
    const { apiTokens } = stateOf(call);
    const token = apiTokens.withId(call.id);
    if (token === undefined || token.deletedAt !== undefined)
      throw new Refusal(
        404,
        'unknown-api-token',
        'Failed to delete the API token: none has this id. GET state lists them.',
      );
    apiTokens.remove(token);
    return { id: token.id, name: token.name };
  },
});

const failureRoute = route({
  method: 'POST',
  path: '/fail-next-backup',
  summary: 'let the next backup complete without success',
  handle(call) {
    stateOf(call).failNextBackup();
    return { next: 'failure' };
  },
});

const stepUpRoute = route({
  method: 'POST',
  path: '/step-up',
  summary: 'want a fresh sign-in for these operations, and no others',
  body: stepUp,
  example: { operations: ['api-tokens.create'] },
  handle(call) {
    const wanted = stateOf(call).stepUp;
    wanted.clear();
    for (const operation of call.body.operations) wanted.add(operation);
    return { operations: [...wanted] };
  },
});

/** The documented exchange (fact sheet, b2), and the call that its access token is for. */
function commands({ endpoints, state }: PlatformshSandbox): string[] {
  const { value } = state.apiTokens.all[0]!;
  return [
    [
      `curl ${endpoints.token} -u platform-api-user:`,
      "--data-urlencode 'grant_type=api_token'",
      `--data-urlencode 'api_token=${value}'`,
    ].join(' \\\n    '),
    `curl -H 'Authorization: Bearer <access_token>' ${endpoints.api}/users/me`,
  ];
}

/** What can be seen and changed of Platform.sh. */
export const platformshControls: PlatformControls = {
  prepare({ state }: PlatformshSandbox) {
    state.createApiToken(state.user, 'ready-made');
  },
  introduce(sandbox: PlatformshSandbox) {
    const { apiTokens, project, user } = sandbox.state;
    return {
      credentials: [
        ['API token', apiTokens.all[0]!.value],
        ['project', project.id],
        ['console sign-in', `${user.email}, password ${user.password}`],
      ],
      commands: commands(sandbox),
    };
  },
  describe: ({ state }: PlatformshSandbox) => ({
    users: state.people.users.map(({ id, email }) => ({ id, email })),
    apiTokens: state.apiTokens.all
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map(({ id, name, user }) => ({ id, name, user: user.email })),
    projects: state.projects.all.map(({ id, title, environments }) => ({
      id,
      title,
      environments: environments.map(environment => environment.id),
    })),
    activities: state.activities.all.map(({ id, type, state: at, user }) => ({
      id,
      type,
      state: at,
      user: user.email,
    })),
    stepUp: [...state.stepUp],
  }),
  settings: settings.partial(),
  routes: [userRoute, apiTokenRoute, deleteRoute, failureRoute, stepUpRoute],
};
