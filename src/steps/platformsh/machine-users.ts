import { Given, Then, When } from '@cucumber/cucumber';
import type { Role } from '../../../mocks/platformsh/index.ts';
import * as account from '../../checks/platformsh/account.ts';
import * as backups from '../../checks/platformsh/backups.ts';
import * as rights from '../../checks/platformsh/rights.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { actAsMachineUser, actAsOwner } from '../../world/platformsh/actors.ts';
import { whileAsking } from '../../world/platformsh/at-once.ts';
import { heldBackups, heldKeys } from '../../world/platformsh/held.ts';
import { theClient } from '../../world/platformsh/session.ts';
import { platformshOf, theProject, theUser } from '../../world/platformsh/story.ts';
import { type CallOfSession, callOf, invoke } from '../../world/sessions.ts';

/** Machine users: what they may do, what they are refused, and by whose name it shows. */

/** A task of the page: how it is asked for below an environment, and the activity that it is. */
interface Task {
  readonly path: string;
  readonly json: Readonly<Record<string, string | boolean>>;
  readonly type: string;
}

const TASKS: Readonly<Record<string, Task>> = {
  'take a backup': { path: 'backup', json: { safe: true }, type: 'environment.backup' },
  'renew the certificates': { path: 'redeploy', json: {}, type: 'environment.redeploy' },
  'run a source operation': {
    path: 'source-operation',
    json: { operation: 'update' },
    type: 'environment.source-operation',
  },
};

/** What the links of an environment say of who may do it, and the activity that it is. */
const RIGHTS: Readonly<Record<string, { readonly link: string; readonly type: string }>> = {
  'create backups': { link: '#backup', type: 'environment.backup' },
  'manage variables': { link: '#manage-variables', type: 'environment.variable.create' },
};

function known<T>(table: Readonly<Record<string, T>>, words: string): T {
  const found = table[words];
  if (found === undefined)
    throw new Error(`Failed to find "${words}": known are ${Object.keys(table).join(', ')}.`);
  return found;
}

function callFor(world: CaseWorld, words: string): CallOfSession {
  const { path, json } = known(TASKS, words);
  const environment = `/projects/${theProject(world).id}/environments/master`;
  return { method: 'POST', path: `${environment}/${path}`, body: { json } };
}

function activitiesOf(world: CaseWorld) {
  return platformshOf(world).state.activities.all.map(({ type, user }) => ({ type, user: user.id }));
}

Given('the client acts as the admin who owns the project', function (this: CaseWorld) {
  actAsOwner(this);
});

Given(
  /^the client acts as a machine user who is (viewer|contributor|admin) of the project$/,
  function (this: CaseWorld, role: Role) {
    // The project knows admins and viewers; who contributes does so on environments of some type (b6).
    const permissions =
      role === 'contributor' ? (['viewer', 'production:contributor'] as const) : [role as 'admin' | 'viewer'];
    actAsMachineUser(this, { permissions, withKey: true });
  },
);

Given('the client acts as a machine user who is admin and has no SSH key', function (this: CaseWorld) {
  actAsMachineUser(this, { permissions: ['admin'], withKey: false });
});

Given('the client acts as a machine user who is admin of production alone', function (this: CaseWorld) {
  actAsMachineUser(this, { permissions: ['production:admin'], withKey: true });
});

Given('a human has a backup of the same environment under way', function (this: CaseWorld) {
  const { activities, backups: made, user } = platformshOf(this).state;
  const project = theProject(this);
  const environment = project.environments[0]!;
  const id = made.newId();
  const deed = `created a backup of ${environment.id}`;
  const begun = {
    type: 'environment.backup',
    project,
    environment,
    user,
    deed,
    payload: { backup_name: id },
  };
  made.add(id, environment, activities.start(begun), true);
});

When('the client is asked to {}', async function (this: CaseWorld, words: string) {
  await callOf(this, await theClient(this), callFor(this, words));
});

When(
  'the client creates a backup, and its user loses the right to at that moment',
  async function (this: CaseWorld) {
    const client = await theClient(this);
    const lose = () => platformshOf(this).state.grant(theUser(this), theProject(this), ['viewer']);
    await whileAsking(this, 'backups.create', lose, () => invoke(this, client, 'backup.create', BACKUP));
  },
);
const BACKUP = { environment: 'master', wait: false };

When('the client lists the environments of the project', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'environments.list', { project: theProject(this).id });
});

When("the client lists the environments of somebody else's project", async function (this: CaseWorld) {
  const { id } = platformshOf(this).state.createProject('Harbour site');
  await invoke(this, await theClient(this), 'environments.list', { project: id });
});

Then('the machine user has begun to {}', function (this: CaseWorld, words: string) {
  this.claimOutcomes();
  const wanted = { type: known(TASKS, words).type, user: theUser(this).id };
  this.judge(rights.begunByUser(this.evidence(), activitiesOf(this), wanted));
});

Then(/^the caller learns that the user may not (.+)$/, function (this: CaseWorld, words: string) {
  this.claimOutcomes();
  const { link, type } = known(RIGHTS, words);
  const begun = activitiesOf(this).filter(activity => activity.type === type);
  this.judge(rights.missingRightTold(this.evidence(), link, begun.length));
});

Then('the refusal is not repeated, and no new token is asked for', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(rights.refusalNotRepeated(this.evidence()));
});

Then('the backup is begun for the machine user, who needs no SSH key', function (this: CaseWorld) {
  this.claimOutcomes();
  const wanted = { user: theUser(this).id, keys: heldKeys(this).length };
  this.judge(backups.backupWithoutKey(this.evidence(), heldBackups(this), wanted));
});

Then("the activity that the caller has is the machine user's own entry", function (this: CaseWorld) {
  this.claimOutcomes();
  const { id, firstName, lastName } = theUser(this);
  const user = { id, name: `${firstName} ${lastName}` };
  this.judge(backups.ownActivityTold(this.evidence(), heldBackups(this), user));
});

Then('the caller has the environments that the user may see', function (this: CaseWorld) {
  this.claimOutcomes();
  const { access } = platformshOf(this).state;
  const seen = theProject(this).environments.filter(one => access.environmentRole(theUser(this), one));
  this.judge(
    account.valueTold(
      this.evidence(),
      seen.map(({ id }) => ({ id })),
    ),
  );
});
