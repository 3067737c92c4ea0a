import { z } from 'zod';
import type { AcquiaSettings, AcquiaState, ApiKey } from '../../mocks/acquia/index.ts';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import type { PlatformControls } from './platform-controls.ts';
import { Refusal } from './refusal.ts';
import { type Call, route } from './route.ts';
import { secret, text } from './values.ts';

const LONGEST_LIFETIME_SECONDS = 366 * 24 * 3600;

const settings = z.strictObject({
  tokenLifetimeSeconds: z.int().min(1).max(LONGEST_LIFETIME_SECONDS),
  tokenFormat: z.enum(['opaque', 'jwt']),
  tokenType: text,
  errors: z.enum(['oauth2', 'okta']),
  expiredStatus: z.literal([403, 401]),
  hmac: z.enum(['by-clock', 'accepted', 'deprecated', 'removed']),
  hmacRefusesReplay: z.boolean(),
  hmacNonceVariant: z.enum(['any', 'named']),
  removalRevokesAccessTokens: z.boolean(),
}) satisfies z.ZodType<AcquiaSettings>;

const newKey = z.strictObject({
  label: text,
  secret: secret.optional(),
});

const newOrganization = z.strictObject({
  name: text,
  sso: z.boolean().default(false),
  applications: z.array(text).max(20).optional(),
});

type AcquiaSandbox = Sandbox<AcquiaState, AcquiaSettings>;

const stateOf = ({ platform }: Call): AcquiaState => platform.sandbox.state;

/** A key as it may be shown ever after: without its secret. */
function keyView({ id, label, active, createdAt, removal }: ApiKey): object {
  return {
    id,
    label,
    active,
    createdAt: new Date(createdAt).toISOString(),
    ...(removal === undefined ? {} : { removedAt: new Date(removal.at).toISOString() }),
  };
}

function organizationViews({ organizations, applications }: AcquiaState): object[] {
  return organizations.map(organization => ({
    uuid: organization.uuid,
    name: organization.name,
    sso: organization.sso,
    applications: applications
      .filter(application => application.organization === organization)
      .map(({ uuid, name }) => ({ uuid, name })),
  }));
}

const keyRoutes = [
  route({
    method: 'POST',
    path: '/keys',
    summary: 'make an API key; its secret is in this answer and in no later one',
    status: 201,
    body: newKey,
    example: { label: 'my tests' },
    handle(call) {
      const { id, secret, label } = stateOf(call).createKey(call.body.label, call.body.secret);
      return { id, secret, label };
    },
  }),
  route({
    method: 'DELETE',
    path: '/keys/:id',
    summary: 'remove an API key: it obtains no more tokens',
    handle(call) {
      const state = stateOf(call);
      const key = state.findKey(call.id);
      if (key === undefined)
        throw new Refusal(
          404,
          'unknown-key',
          'Failed to remove the key: no key has this id. GET state lists them.',
        );
      if (!key.active)
        throw new Refusal(409, 'removed-before', 'Failed to remove the key: it was removed before.');
      state.removeKey(key, 'control API');
      return keyView(key);
    },
  }),
];

const organizationRoute = route({
  method: 'POST',
  path: '/organizations',
  summary: 'make an organization, with or without Single Sign-On, and its applications',
  status: 201,
  body: newOrganization,
  example: { name: 'Harbour', sso: true },
  handle(call) {
    const { name, sso, applications = [name] } = call.body;
    const state = stateOf(call);
    const organization = state.addOrganization({ name, sso });
    for (const application of applications) state.addApplication(organization, application);
    return organizationViews(state).at(-1);
  },
});

/** The documented command, and the call that its token is for. */
function commands({ endpoints, state }: AcquiaSandbox): string[] {
  const { id, secret } = state.keys[0]!;
  return [
    [
      `curl ${endpoints.token}`,
      `--data-urlencode 'client_id=${id}'`,
      `--data-urlencode 'client_secret=${secret}'`,
      `--data-urlencode 'grant_type=client_credentials'`,
    ].join(' \\\n    '),
    `curl -H 'Authorization: Bearer <access_token>' ${endpoints.api}/account`,
  ];
}

/** What can be seen and changed of Acquia. */
export const acquiaControls: PlatformControls = {
  prepare: ({ state }: AcquiaSandbox) => void state.createKey('ready-made'),
  introduce(sandbox: AcquiaSandbox) {
    const { keys, user } = sandbox.state;
    return {
      credentials: [
        ['API key', keys[0]!.id],
        ['API secret', keys[0]!.secret],
        ['console sign-in', `${user.mail}, password ${user.password}`],
      ],
      commands: commands(sandbox),
    };
  },
  describe: ({ state }: AcquiaSandbox) => ({
    user: { mail: state.user.mail },
    keys: state.keys.map(keyView),
    organizations: organizationViews(state),
  }),
  settings: settings.partial(),
  routes: [...keyRoutes, organizationRoute],
};
