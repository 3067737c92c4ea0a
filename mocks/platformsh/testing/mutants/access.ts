import type { User } from '../../state/model.ts';
import type { PlatformshState } from '../../state.ts';
import {
  giveAccessToken,
  inSandbox,
  type MockMutant,
  madeInConsole,
  overlooking,
  refusing,
  rewriting,
  told,
} from './mutant.ts';

const REGISTER = /^\/console\/register$/;
const PROJECT = /^\/api\/projects\/[^/]+$/;

/** Mocks that keep apart what is one, or make one of what is to be kept apart: projects, accounts, sessions. */
export const accessMutants: readonly MockMutant[] = [
  {
    name: 'admin-of-one-is-admin-of-all',
    wrong: 'Gives who is on one project the same on every other.',
    breaks: ['PSH-14'],
    change: inSandbox((_sandbox, { access }) => {
      const find = access.find.bind(access);
      access.find = (user, project) => find(user, project) ?? access.ofUser(user)[0];
    }),
  },
  {
    name: 'lists-all-projects',
    wrong: 'Tells everybody of every project.',
    breaks: ['PSH-14'],
    change: rewriting('GET', /^\/api\/users\/[^/]+\/extended-access/, (body, { sandbox: { state } }) =>
      body.replace('"items":[', `"items":[{"resource_id":"${state.project.id}"},`),
    ),
  },
  {
    name: 'lists-no-projects',
    wrong: 'Tells nobody of a project.',
    breaks: ['PSH-14'],
    change: rewriting('GET', /^\/api\/users\/[^/]+\/extended-access/, () => '{"items":[],"_links":{}}'),
  },
  {
    name: 'projects-open-to-all',
    wrong: 'Shows every project to every user.',
    breaks: ['PSH-14', 'PSH-19', 'PSH-22'],
    because: 'All of these begin with a project that is closed to who was not let in.',
    ...overlooking('user has access to the project'),
  },
  {
    name: 'accounts-share-addresses',
    wrong: 'Makes several accounts of one email address.',
    breaks: ['PSH-15'],
    ...overlooking('account has an e-mail address of its own'),
  },
  {
    name: 'addresses-by-case',
    wrong: 'Takes an email address in capitals for another one.',
    breaks: ['PSH-15'],
    change: inSandbox((_sandbox, { people }) => {
      people.withEmail = email => people.users.find(user => user.email === email);
    }),
  },
  {
    name: 'refuses-and-makes-accounts',
    wrong: 'Says that an email address is taken and makes the account all the same.',
    breaks: ['PSH-15'],
    change: rewriting('POST', REGISTER, (body, { sandbox: { state } }, status) => {
      if (status === 409) state.createUser({ email: 'second@example.com' });
      return body;
    }),
  },
  {
    name: 'makes-no-accounts',
    wrong: 'Takes the form of a new account and makes none.',
    breaks: ['PSH-15'],
    change: refusing('POST', REGISTER, 200),
  },
  {
    name: 'machines-are-marked',
    wrong: 'Tells a machine user from a human.',
    breaks: ['PSH-16'],
    change: rewriting('GET', /^\/api\/users\/me$/, (body, { sandbox: { state } }) =>
      body.includes(state.user.id) ? body : body.replace('{', '{"type":"machine",'),
    ),
  },
  {
    name: 'machines-without-settings',
    wrong: 'Has no Account Settings for machine users.',
    breaks: ['PSH-16'],
    change: rewriting('GET', /^\/console\/user$/, (body, { sandbox: { state } }) =>
      body.includes(state.user.email) ? body : body.replace('>Account Settings</a>', '></a>'),
    ),
  },
  {
    name: 'machines-without-creation',
    wrong: 'Has no link to create an API token for machine users.',
    breaks: ['PSH-16', 'PSH-23'],
    because: 'An API token of a machine user is made behind that link.',
    change: rewriting('GET', /^\/console\/user\/api-tokens$/, (body, { sandbox: { state } }) =>
      body.includes(state.user.lastName) ? body : body.replace('>Create an API Token</a>', '></a>'),
    ),
  },
  {
    name: 'repository-for-admins',
    wrong: 'Tells admins alone where the repository is.',
    breaks: ['PSH-19'],
    change: rewriting('GET', PROJECT, body =>
      body.includes('"#edit"') ? body : body.replace(/"repository":\{[^}]*\},/, ''),
    ),
  },
  {
    name: 'loses-keys',
    wrong: 'Takes an SSH key and forgets it.',
    breaks: ['PSH-19'],
    change: inSandbox((_sandbox, { sshKeys }) => {
      const add = sshKeys.add.bind(sshKeys);
      sshKeys.add = (...made) => {
        const key = add(...made);
        sshKeys.remove(key);
        return key;
      };
    }),
  },
  {
    name: 'keys-open-projects',
    wrong: 'Lets who has an SSH key in everywhere.',
    breaks: ['PSH-19'],
    change: inSandbox((_sandbox, { access, sshKeys }) => {
      const projectRole = access.projectRole.bind(access);
      access.projectRole = (user, project) =>
        projectRole(user, project) ?? (sshKeys.ofUser(user).length > 0 ? 'viewer' : undefined);
    }),
  },
  {
    name: 'any-account',
    wrong: 'Does not look whose account a request is about.',
    breaks: ['PSH-19', 'PSH-23'],
    because: 'SSH keys and API tokens stand behind one check.',
    ...overlooking('account is the own one'),
  },
  {
    name: 'invitations-accept-themselves',
    wrong: 'Lets who is invited in before the invitation is taken up.',
    breaks: ['PSH-22'],
    change: onInvitation((state, user, permissions, project) => state.grant(user, project, permissions)),
  },
  {
    name: 'accepts-nothing',
    wrong: 'Takes an invitation up and lets nobody in.',
    breaks: ['PSH-22'],
    change: refusing('POST', /^\/console\/invitations\/[^/]+\/accept$/, 200),
  },
  {
    name: 'invites-admins',
    wrong: 'Makes an admin of everybody who takes an invitation up.',
    breaks: ['PSH-22'],
    change: inSandbox((_sandbox, { invitations }) => {
      const create = invitations.create.bind(invitations);
      invitations.create = (by, project, email) => create(by, project, email, ['admin']);
    }),
  },
  {
    name: 'invitations-for-everybody',
    wrong: 'Shows every invitation to everybody.',
    breaks: ['PSH-22'],
    change: inSandbox((_sandbox, { invitations }) => {
      invitations.pendingFor = () => invitations.all.filter(({ state }) => state === 'pending');
    }),
  },
  {
    name: 'invites-twice',
    wrong: 'Invites who is invited already.',
    breaks: ['PSH-22'],
    ...overlooking('user is new to the project'),
  },
  {
    name: 'machine-tokens-act-as-the-owner',
    wrong: 'Lets the API token of a machine user act as the owner of the organization.',
    breaks: ['PSH-23'],
    change: madeInConsole((token, { user }) => Object.assign(token, { user })),
  },
  {
    name: 'cookie-opens-the-api',
    wrong: 'Takes the cookie of the console for a credential of the API.',
    breaks: ['PSH-23'],
    check: 'the call carries a credential',
    change: told(visit => {
      const { authorization, cookie = '' } = visit.req.headers;
      if (authorization !== undefined || !visit.url.startsWith('/api/')) return;
      const { state } = visit.sandbox;
      const session = state.consoleSessions.get(/console_session=(\w+)/.exec(cookie)?.[1] ?? '');
      if (session !== undefined) giveAccessToken(visit, state.createApiToken(session.user, 'cookie'));
    }),
  },
];

type Create = PlatformshState['invitations']['create'];

/** A mock that does something as soon as somebody who has an account is invited. */
function onInvitation(
  act: (
    state: PlatformshState,
    user: User,
    permissions: Parameters<Create>[3],
    project: Parameters<Create>[1],
  ) => void,
): MockMutant['change'] {
  return inSandbox((_sandbox, state) => {
    const create = state.invitations.create.bind(state.invitations);
    state.invitations.create = (by, project, email, permissions) => {
      const user = state.people.withEmail(email);
      if (user !== undefined) act(state, user, permissions, project);
      return create(by, project, email, permissions);
    };
  });
}
