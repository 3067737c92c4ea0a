import { Given, Then, When } from '@cucumber/cucumber';
import * as container from '../../checks/platformsh/container.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { actAsMachineUser } from '../../world/platformsh/actors.ts';
import { settle } from '../../world/platformsh/at-once.ts';
import { environmentNamed, goToContainer, passDay } from '../../world/platformsh/container.ts';
import { heldBackups } from '../../world/platformsh/held.ts';
import { platformshOf, storyOf, theApiToken, theUser } from '../../world/platformsh/story.ts';
import { invoke } from '../../world/sessions.ts';

/** The client on an application container: called in its shell, or by its cron hook. */

/** When the cron hook has called the client, in milliseconds since the epoch. */
const calledAt = new WeakMap<CaseWorld, readonly number[]>();

Given(
  "the client is on the container of {string}, with a machine user's token in its environment",
  async function (this: CaseWorld, id: string) {
    actAsMachineUser(this, { permissions: ['admin'], withKey: true });
    const environment = environmentNamed(this, id);
    const made = { name: 'env:PLATFORMSH_CLI_TOKEN', value: theApiToken(this).value, isSensitive: true };
    const { state } = platformshOf(this);
    state.setVariable(environment, made);
    state.setVariable(environment, { name: 'theme', value: 'meadow' });
    storyOf(this).environment = environment;
    await goToContainer(this, environment);
  },
);

When('the client creates a backup in the shell of the container', async function (this: CaseWorld) {
  await invoke(this, 'client', 'backup.create', { wait: true });
});

When('a day passes on the container', async function (this: CaseWorld) {
  calledAt.set(this, await passDay(this, storyOf(this).environment!));
  await settle(this);
});

Then('the platform has begun that backup for the machine user', function (this: CaseWorld) {
  this.claimOutcomes();
  const environment = storyOf(this).environment!.id;
  const wanted = { environment, user: theUser(this).id };
  this.judge(container.backupFromContainer(this.evidence(), heldBackups(this), wanted));
});

Then('the platform has begun one backup, at five in the morning', function (this: CaseWorld) {
  this.claimOutcomes();
  const [at] = calledAt.get(this)!;
  const environment = storyOf(this).environment!.id;
  const wanted = { environment, user: theUser(this).id, at: this.timeMoves ? at : undefined };
  this.judge(container.backupFromContainer(this.evidence(), heldBackups(this), wanted));
});

Then('nothing but the backup of the shell has been asked of the platform', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(container.onlyShellChanged(this.evidence(), heldBackups(this)));
});
