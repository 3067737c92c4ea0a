import { Then, When } from '@cucumber/cucumber';
import { valueTold } from '../../checks/platformsh/account.ts';
import { begunAt } from '../../checks/platformsh/detection.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { theClient } from '../../world/platformsh/session.ts';
import { platformshOf, theProject } from '../../world/platformsh/story.ts';
import { invoke } from '../../world/sessions.ts';

/** Operations whose caller does not say where: the container does (P12). */

When('the client lists the environments without naming a project', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'environments.list');
});

When('the client takes a backup without naming where', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'backup.create', { wait: false });
});

Then("the caller has the environments of the container's project", function (this: CaseWorld) {
  this.claimOutcomes();
  const environments = theProject(this).environments.map(({ id }) => ({ id }));
  this.judge(valueTold(this.evidence(), environments));
});

Then("a backup of the container's environment has begun", function (this: CaseWorld) {
  this.claimOutcomes();
  const { all } = platformshOf(this).state.activities;
  const backups = all.filter(({ type }) => type === 'environment.backup');
  const places = backups.map(({ project, environment }) => ({
    project: project.id,
    environment: environment?.id,
  }));
  const { env } = this.evidence().sessions.at(-1)!;
  this.judge(
    begunAt(this.evidence(), places, { project: env.PLATFORM_PROJECT, environment: env.PLATFORM_BRANCH }),
  );
});
