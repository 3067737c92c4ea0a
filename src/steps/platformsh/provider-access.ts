import { Given, Then, When } from '@cucumber/cucumber';
import type { Permission } from '../../../mocks/platformsh/index.ts';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { platformshOf, theProject } from '../../world/platformsh/story.ts';
import { type Person, person, visitorOf } from '../../world/platformsh/visitor.ts';

/** Accounts, roles, invitations and projects of Platform.sh. */

const ENVIRONMENT = '/environments/master';
const KEY = `ssh-ed25519 ${Buffer.from('a key of the suite').toString('base64')} machine@ci`;

/** What can be asked of a project, by the words of the features; paths are below the project's. */
const TASKS: Readonly<Record<string, readonly [method: string, path: string, body?: object]>> = {
  'see the project': ['GET', ''],
  'see the environments': ['GET', '/environments'],
  'see the environment': ['GET', ENVIRONMENT],
  'see the variables': ['GET', `${ENVIRONMENT}/variables`],
  'see the activities': ['GET', '/activities'],
  'see the users': ['GET', '/user-access'],
  'set a variable': ['POST', `${ENVIRONMENT}/variables`, { name: 'color', value: 'blue' }],
  'create a backup': ['POST', `${ENVIRONMENT}/backup`, { safe: true }],
  'renew the certificates': ['POST', `${ENVIRONMENT}/redeploy`],
  'run a source operation': ['POST', `${ENVIRONMENT}/source-operation`, { operation: 'update' }],
  'invite somebody': ['POST', '/invitations', { email: 'guest@example.com', role: 'viewer' }],
  'rename the project': ['PATCH', '', { title: 'Another title' }],
  'rename the environment': ['PATCH', ENVIRONMENT, { title: 'Another title' }],
  'change the settings': ['PATCH', `${ENVIRONMENT}/settings`, { color: 'blue' }],
  deploy: ['POST', `${ENVIRONMENT}/deploy`],
};

/** The permissions of a role on the whole project (fact sheet, b6). */
const ROLES: Readonly<Record<string, readonly Permission[]>> = {
  viewer: ['viewer'],
  contributor: ['viewer', 'production:contributor', 'staging:contributor', 'development:contributor'],
  admin: ['admin'],
};

const ADMIN_LINKS = ['#edit', '#backup', '#manage-variables', '#redeploy', '#source-operation'].map(
  rel => `"${rel}"`,
);

async function askProject(
  world: CaseWorld,
  who: Person,
  [method, path, body]: readonly [string, string, object?],
) {
  await visitorOf(world).as(person(world, who), method, `/projects/${theProject(world).id}${path}`, body);
}

function grant(world: CaseWorld, permissions: readonly Permission[]): void {
  platformshOf(world).state.grant(person(world, 'the machine user'), theProject(world), permissions);
}

async function invite(world: CaseWorld): Promise<void> {
  const { email } = person(world, 'the machine user');
  await askProject(world, 'the human', ['POST', '/invitations', { email, role: 'viewer', permissions: [] }]);
}

Given('the machine user is admin of another project', function (this: CaseWorld) {
  const { state } = platformshOf(this);
  state.grant(person(this, 'the machine user'), state.createProject('Harbour site'), ['admin']);
});

Given(
  /^the machine user is (viewer|contributor|admin) of the project$/,
  function (this: CaseWorld, role: string) {
    grant(this, ROLES[role]!);
  },
);

Given('the machine user is admin of production environments', function (this: CaseWorld) {
  grant(this, ['viewer', 'production:admin']);
});

When(
  /^the human (?:has invited the machine user as viewer|invites the machine user once more)$/,
  async function (this: CaseWorld) {
    await invite(this);
  },
);

When(/^the machine user asks to ([^"]*)$/, async function (this: CaseWorld, task: string) {
  const known = TASKS[task];
  if (known === undefined)
    throw new Error(`Failed to ask to ${task}: known are ${Object.keys(TASKS).join(', ')}.`);
  await askProject(this, 'the machine user', known);
});

When('the machine user asks to create a backup of {string}', async function (this: CaseWorld, id: string) {
  await askProject(this, 'the machine user', ['POST', `/environments/${id}/backup`, { safe: true }]);
});

When('the machine user asks for the projects there are', async function (this: CaseWorld) {
  const user = person(this, 'the machine user');
  await visitorOf(this).as(user, 'GET', `/users/${user.id}/extended-access`);
});

When('the human and the machine user each ask for their account', async function (this: CaseWorld) {
  const visitor = visitorOf(this);
  const answers: string[] = [];
  for (const who of ['the human', 'the machine user'] as const)
    answers.push((await visitor.as(person(this, who), 'GET', '/users/me')).body);
  visitor.answer = { ...provider.NO_ANSWER, status: 200, body: answers.join('\n') };
});

When(
  /^the machine user (?:registers|has registered) an SSH key( for the human)?$/,
  async function (this: CaseWorld, forHuman: string | null) {
    const user = person(this, 'the machine user');
    const uuid = forHuman ? person(this, 'the human').id : user.id;
    await visitorOf(this).as(user, 'POST', '/ssh_keys', { value: KEY, title: 'ci', uuid });
  },
);

Then('Platform.sh names the other project and not this one', function (this: CaseWorld) {
  const { projects, project } = platformshOf(this).state;
  const other = projects.all.at(-1)!;
  this.judge(provider.shows(visitorOf(this).answer.body, [`"${other.id}"`], [`"${project.id}"`]));
});

Then('both accounts have the same members', function (this: CaseWorld) {
  const [human = '', machine = ''] = visitorOf(this)
    .answer.body.split('\n')
    .map(body => Object.keys(JSON.parse(body) as object).join(', '));
  this.judge(provider.isSame('the members of the account', human, machine));
});

Then('Platform.sh names the repository', function (this: CaseWorld) {
  const { id } = theProject(this);
  this.judge(provider.shows(visitorOf(this).answer.body, ['"repository":{"url":"', `:${id}.git"`], []));
});

Then('the account of the machine user has the SSH key', async function (this: CaseWorld) {
  const { body } = await visitorOf(this).as(person(this, 'the machine user'), 'GET', '/me');
  this.judge(provider.shows(body, [`"value":"${KEY}"`, '"has_key":true'], []));
});

Then(
  /^the links of the environment (show|leave out) what only an admin may do$/,
  function (this: CaseWorld, show: string) {
    const { body } = visitorOf(this).answer;
    this.judge(
      provider.shows(body, show === 'show' ? ADMIN_LINKS : ['"self"'], show === 'show' ? [] : ADMIN_LINKS),
    );
  },
);
