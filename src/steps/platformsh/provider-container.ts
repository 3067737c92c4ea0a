import { Then, When } from '@cucumber/cucumber';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { cliOnPath, documentedBuild, environmentNamed } from '../../world/platformsh/container.ts';
import { visitorOf } from '../../world/platformsh/visitor.ts';

/** The build hook of the page, and the container that it is run for. */

const HOME = '/app';

/** Where the installer puts the CLI, as an absolute path on the container. */
function installed(script: string): string {
  const directory = /\$bin = getenv\('HOME'\) \. '([^']+)'/.exec(script)?.[1] ?? '/nowhere';
  return `${HOME}${directory}/platform`;
}

const download = (world: CaseWorld) => visitorOf(world).fetch(visitorOf(world).address('installer'));

When('somebody downloads the installer of the CLI', async function (this: CaseWorld) {
  await download(this);
});

When('a build runs the documented build hook', async function (this: CaseWorld) {
  const { installer = 'http://nowhere.invalid/' } = documentedBuild();
  const { pathname } = new URL(installer);
  // The mock stands in for the host platform.sh, wherever that is.
  const host = visitorOf(this)
    .address('installer')
    .replace(/\/cli\/installer$/, '');
  await visitorOf(this).fetch(`${host}${pathname}`);
});

Then('the installer is a script for PHP', function (this: CaseWorld) {
  this.judge(provider.shows(visitorOf(this).answer.body, ['<?php'], []));
});

Then('the hook has downloaded the installer from Platform.sh', function (this: CaseWorld) {
  const { answer } = visitorOf(this);
  this.judge(provider.shows(`${answer.status} ${answer.body}`, ['200 <?php'], []));
});

Then('the installer puts the CLI into {string}', function (this: CaseWorld, directory: string) {
  const { body } = visitorOf(this).answer;
  this.judge(provider.isSame('the place of the CLI', `${HOME}/${directory}/platform`, installed(body)));
});

Then('the running container finds the CLI where the installer has put it', function (this: CaseWorld) {
  const program = installed(visitorOf(this).answer.body);
  const found = cliOnPath(environmentNamed(this, 'master'), program);
  this.judge(provider.isSame('the CLI on the PATH', program, found ?? 'none'));
});
