import { Given, Then, When } from '@cucumber/cucumber';
import * as account from '../../checks/platformsh/account.ts';
import * as keys from '../../checks/platformsh/ssh-keys.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { newSshKey } from '../../world/platformsh/actors.ts';
import { heldKeys } from '../../world/platformsh/held.ts';
import { theClient } from '../../world/platformsh/session.ts';
import { platformshOf, theUser } from '../../world/platformsh/story.ts';
import { invoke } from '../../world/sessions.ts';

/** SSH keys: a client registers and lists those of the user that it acts as. */

const wanted = new WeakMap<CaseWorld, Omit<keys.HeldKey, 'id'>>();

async function register(world: CaseWorld, key: Omit<keys.HeldKey, 'id'>): Promise<void> {
  wanted.set(world, key);
  await invoke(world, await theClient(world), 'ssh-key.create', { ...key });
}

Given('the user has the SSH keys {string} and {string}', function (this: CaseWorld, a: string, b: string) {
  const { sshKeys } = platformshOf(this).state;
  for (const title of [a, b]) sshKeys.add(theUser(this), title, newSshKey(this));
});

Given('somebody else has an SSH key as well', function (this: CaseWorld) {
  const { sshKeys, user } = platformshOf(this).state;
  sshKeys.add(user, 'laptop', newSshKey(this));
});

When('the client registers an SSH key titled {string}', async function (this: CaseWorld, title: string) {
  await register(this, { title, value: newSshKey(this, `ci@${title.length}.example.com`) });
});

When('the client registers an SSH key that is in use', async function (this: CaseWorld) {
  const [used] = platformshOf(this).state.sshKeys.all;
  await register(this, { title: 'once more', value: used!.value });
});

When('the client registers something that is no SSH key', async function (this: CaseWorld) {
  await register(this, { title: 'none', value: 'ssh-ed25519' });
});

When('the client lists the SSH keys', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'ssh-key.list');
});

Then('the user has the SSH key, and the caller its id', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(keys.keyRegistered(this.evidence(), heldKeys(this), wanted.get(this)!));
});

Then('the caller learns that the SSH key was refused', function (this: CaseWorld) {
  this.claimOutcomes();
  const held = heldKeys(this);
  const before = held.filter(({ title }) => title !== wanted.get(this)!.title).length;
  this.judge(keys.keyRefused(this.evidence(), held, before));
});

Then("the caller has the user's SSH keys and no others", function (this: CaseWorld) {
  this.claimOutcomes();
  const held = heldKeys(this).map(({ id, title }) => ({ id, title }));
  this.judge(account.valueTold(this.evidence(), held));
});
