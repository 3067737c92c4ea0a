import { Given, Then, When } from '@cucumber/cucumber';
import * as backups from '../../checks/platformsh/backups.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { settle } from '../../world/platformsh/at-once.ts';
import { heldBackups } from '../../world/platformsh/held.ts';
import { theClient } from '../../world/platformsh/session.ts';
import { platformshOf } from '../../world/platformsh/story.ts';
import { invoke } from '../../world/sessions.ts';
import { respond } from '../failing-answers.ts';

/** Backups: begun and left alone, or waited for. */

/** What a failing server may be told by: its status, or that it was the server. */
const SERVER = { statuses: [502], reasons: ['server-error', 'operation-failed', 'other'] } as const;

async function create(world: CaseWorld, wait: boolean): Promise<void> {
  await invoke(world, await theClient(world), 'backup.create', { environment: 'master', wait });
  await settle(world);
}

Given('the next backup will fail', function (this: CaseWorld) {
  platformshOf(this).state.failNextBackup();
});

Given('logs of activities end without their seal', function (this: CaseWorld) {
  platformshOf(this).settings.sealedLogs = false;
});

Given('the {word} look at an activity fails for once', function (this: CaseWorld, which: string) {
  this.sandbox.faults.arm({
    name: `the ${which} look at an activity fails`,
    operation: 'activities.get',
    effect: respond(502, 'Bad Gateway', { 'Content-Type': 'text/plain' }),
    after: ['first', 'second'].indexOf(which),
    times: 1,
  });
});

When('the client creates a backup without waiting', async function (this: CaseWorld) {
  await create(this, false);
});

When('the client creates a backup and waits for it', async function (this: CaseWorld) {
  await create(this, true);
});

Then('the request for the backup is the last one', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(backups.nothingAfterBackup(this.evidence()));
});

Then('the caller has the activity, which is still pending', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(backups.toldPending(this.evidence(), heldBackups(this)));
});

Then('the caller learns that the backup is complete and a success', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(backups.toldSuccess(this.evidence(), heldBackups(this)));
});

Then('the caller learns that the backup has failed', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(backups.toldFailure(this.evidence(), heldBackups(this)));
});

Then('the caller learns how the backup ended, or that the server failed', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(backups.toldEndOrServer(this.evidence(), heldBackups(this), SERVER));
});
