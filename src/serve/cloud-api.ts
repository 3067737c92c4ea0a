import { z } from 'zod';
import type { CloudApiSettings, CloudApiState, OAuthClient } from '../../mocks/cloud-api/index.ts';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import type { PlatformControls } from './platform-controls.ts';
import { emailTaken, Refusal } from './refusal.ts';
import { type Call, route } from './route.ts';
import { seconds, secret, text } from './values.ts';

/** As the document shows it. */
const REDIRECT_URI = 'https://app.example.com/callback';

const requests = z.int().min(0).max(1_000_000);
/** What a header can hold as it is. */
const visibleSecret = secret.regex(/^[\x21-\x7e]+$/);

const settings = z.strictObject({
  plainHttp: z.enum(['accepted', 'flagged', 'refused']),
  plainHttpStatus: z.literal([403, 426]),
  errors: z.enum(['nested', 'problem']),
  validationStatus: z.literal([422, 400]),
  invalidClientStatus: z.literal([401, 400]),
  projectCreatedStatus: z.literal([201, 200]),
  projectNames: z.enum(['unique', 'free']),
  keySees: z.enum(['owner', 'project']),
  pagination: z.enum(['none', 'cursor']),
  rateLimit: requests.min(1),
  rateLimitHeaders: z.array(z.enum(['x', 'draft-06', 'structured'])).max(3),
  retryAfter: z.enum(['seconds', 'http-date', 'none']),
  idempotencyKey: z.enum(['optional', 'required']),
  codeLifetimeSeconds: seconds,
  accessTokenLifetimeSeconds: seconds,
  tokenFormat: z.enum(['alternating', 'jwt-shaped', 'plain']),
  tokenType: text,
  expiresIn: z.enum(['answered', 'left out']),
  refreshTokens: z.enum(['none', 'reusable', 'rotating']),
}) satisfies z.ZodType<CloudApiSettings>;

type CloudApiSandbox = Sandbox<CloudApiState, CloudApiSettings>;

const stateOf = ({ platform }: Call): CloudApiState => platform.sandbox.state;

const userRoute = route({
  method: 'POST',
  path: '/users',
  summary: 'make a user who can sign in and consent; the password is in this answer and in no later one',
  status: 201,
  body: z.strictObject({ name: text, email: z.email() }),
  example: { name: 'Grace', email: 'grace@example.com' },
  handle(call) {
    const { people } = stateOf(call);
    if (people.withEmail(call.body.email) !== undefined) throw emailTaken();
    const { id, email, password } = people.addUser(call.body);
    return { id, email, password };
  },
});

const keyRoute = route({
  method: 'POST',
  path: '/keys',
  summary: 'make an API key, perhaps with a limit a minute or a value of its own; it is in this answer only',
  status: 201,
  body: z.strictObject({ name: text, limit: requests.optional(), value: visibleSecret.optional() }),
  example: { name: 'my tests', limit: 5 },
  handle(call) {
    const state = stateOf(call);
    const { name, limit, value } = call.body;
    if (value !== undefined && state.keys.withValue(value) !== undefined)
      throw new Refusal(
        409,
        'key-taken',
        'Failed to make the key: there is one of this value. Give another one.',
      );
    const made = {
      name,
      ...(limit === undefined ? {} : { limit }),
      ...(value === undefined ? {} : { value }),
    };
    const key = state.createKey(made);
    return { id: key.id, name, key: key.access.value };
  },
});

const revokeRoute = route({
  method: 'DELETE',
  path: '/keys/:id',
  summary: 'revoke an API key: it is dead at once',
  handle(call) {
    const state = stateOf(call);
    const key = state.keys.all.find(({ id, access }) => id === call.id && !access.revoked);
    if (key === undefined)
      throw new Refusal(
        404,
        'unknown-key',
        'Failed to revoke the key: none that is live has this id. GET state lists them.',
      );
    state.revokeKey(key);
    return { id: key.id, name: key.name };
  },
});

const quotaRoute = route({
  method: 'POST',
  path: '/quota',
  summary: 'leave a key so many requests in a minute that begins now; without key: the ready-made one',
  body: z.strictObject({ key: text.optional(), remaining: requests }),
  example: { remaining: 0 },
  handle(call) {
    const state = stateOf(call);
    const { key: id = state.keys.all[0]!.id, remaining } = call.body;
    const key = state.keys.all.find(k => k.id === id);
    if (key === undefined)
      throw new Refusal(
        404,
        'unknown-key',
        'Failed to set the quota: no key has this id. GET state lists them.',
      );
    state.leaveRequests(key, remaining);
    return { key: id, remaining };
  },
});

const applicationRoute = route({
  method: 'POST',
  path: '/applications',
  summary: 'register an application that acts for users; its secret is in this answer and in no later one',
  status: 201,
  body: z.strictObject({
    name: text,
    redirectUris: z.array(z.url()).min(1).max(10),
    secret: visibleSecret.optional(),
  }),
  example: { name: 'my tests', redirectUris: [REDIRECT_URI] },
  handle(call) {
    const { secret: given, ...made } = call.body;
    const application = stateOf(call).createClient({ ...made, ...(given && { secret: given }) });
    return { clientId: application.id, clientSecret: application.secret };
  },
});

const consentRoute = route({
  method: 'POST',
  path: '/consents',
  summary: 'let the user consent without a browser: a code, to be exchanged with the first redirectUri',
  status: 201,
  body: z.strictObject({ application: text.optional(), user: z.email().optional() }),
  example: {},
  handle(call) {
    const state = stateOf(call);
    const { application = readyMade(state).application.id, user: address = state.user.email } = call.body;
    const client = state.findClient(application);
    const user = state.people.users.find(({ email }) => email === address);
    if (client === undefined || user === undefined)
      throw new Refusal(
        404,
        'unknown-consent',
        'Failed to consent: there is no such application or no such user. GET state lists them.',
      );
    return { code: state.authorize(client, { user }).value, redirectUri: client.redirectUris[0] };
  },
});

/** What is there to be tried at once: the first of each that {@link cloudApiControls} has prepared. */
function readyMade({ keys, clients, user }: CloudApiState) {
  return { key: keys.all[0]!, application: clients[0]!, user };
}

/** The document's own commands: a list by key, the page that asks the user, and the exchange of what it brings. */
function commands({ endpoints, state }: CloudApiSandbox): string[] {
  const { key, application } = readyMade(state);
  return [
    `curl -H 'Authorization: Bearer ${key.access.value}' ${endpoints.api}/projects`,
    exchangeCommand(endpoints.token!, application),
    `curl -H 'Authorization: Bearer <access_token>' ${endpoints.api}/user`,
  ];
}

function exchangeCommand(token: string, { id, secret: clientSecret }: OAuthClient): string {
  return [
    `curl ${token} -d grant_type=authorization_code -d code=<code>`,
    `-d client_id=${id} --data-urlencode 'client_secret=${clientSecret}'`,
    `-d redirect_uri=${REDIRECT_URI}`,
  ].join(' \\\n    ');
}

/** What can be seen and changed of the Cloud API Platform. */
export const cloudApiControls: PlatformControls = {
  prepare({ state }: CloudApiSandbox) {
    state.createKey({ name: 'ready-made' });
    state.createClient({ name: 'ready-made', redirectUris: [REDIRECT_URI] });
  },
  introduce(sandbox: CloudApiSandbox) {
    const { key, application, user } = readyMade(sandbox.state);
    const query = {
      response_type: 'code',
      client_id: application.id,
      redirect_uri: REDIRECT_URI,
      state: 'x',
    };
    return {
      credentials: [
        ['API key', key.access.value],
        ['client id', application.id],
        ['client secret', application.secret],
        ['consent page', `${sandbox.endpoints.authorize}?${new URLSearchParams(query)}`],
        ['console sign-in', `${user.email}, password ${user.password}`],
      ],
      commands: commands(sandbox),
    };
  },
  describe: ({ state }: CloudApiSandbox) => ({
    users: state.people.users.map(({ id, email }) => ({ id, email })),
    projects: state.people.projects.map(({ id, name, owner }) => ({ id, name, owner: owner.email })),
    keys: state.keys.all
      .filter(({ access }) => !access.revoked)
      .map(({ id, name, project }) => ({ id, name, project: project.id })),
    applications: state.clients.map(({ id, name, redirectUris }) => ({ id, name, redirectUris })),
  }),
  settings: settings.partial(),
  routes: [userRoute, keyRoute, revokeRoute, quotaRoute, applicationRoute, consentRoute],
};
