import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import * as tries from '../../checks/cloud-api/tries.ts';
import type { Judgement } from '../../checks/judgement.ts';
import { callSucceeded } from '../../checks/outcome.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { callThroughWaits, openWaits, type Wait, waitsOf } from '../../world/cloud-api/waits.ts';

/** Waits that the API asks for. Where a client's time can be moved they take none. */

const LIST = { path: '/projects' };

/** Tries of one call that no SDK exceeds with its own bounds. */
const MOST_TRIES = 6;

type Check = (evidence: ReturnType<CaseWorld['evidence']>, wait: Wait) => Judgement;

/** Judge each of the clients that were told to wait. */
function judgeEach(world: CaseWorld, check: Check): void {
  world.claimOutcomes();
  for (const wait of waitsOf(world)) world.judge(check(world.evidence(wait.sandbox), wait));
}

Given('clients that are told to wait by each of these:', async function (this: CaseWorld, table: DataTable) {
  await openWaits(
    this,
    table.raw().map(([told]) => told!),
  );
});

When('each client lists projects while nothing is left for it', async function (this: CaseWorld) {
  await callThroughWaits(this, LIST);
});

When('each client lists projects', async function (this: CaseWorld) {
  await callThroughWaits(this, LIST);
});

When('each client lists projects with its last request, and once more', async function (this: CaseWorld) {
  await callThroughWaits(this, LIST, 1, 2);
});

Then('each client has waited as it was told', function (this: CaseWorld) {
  judgeEach(this, (evidence, { told }) => tries.waitedAsTold(evidence, told));
});

Then('each client has slowed down', function (this: CaseWorld) {
  judgeEach(this, (evidence, { told }) => tries.slowedDown(evidence, told));
});

Then('each call was repeated as it was', function (this: CaseWorld) {
  judgeEach(this, tries.repeated);
});

Then('each call succeeds', function (this: CaseWorld) {
  judgeEach(this, callSucceeded);
});

Then('the call was repeated as it was', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(tries.repeated(this.evidence()));
});

Then('the call was made once', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(tries.madeOnce(this.evidence()));
});

Then('what creates a project is not repeated without an idempotency key', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(tries.notRepeatedUnkeyed(this.evidence()));
});

Then('all tries carry one idempotency key', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(tries.triesShareKey(this.evidence()));
});

Then('each call carries an idempotency key of its own', function (this: CaseWorld) {
  this.judge(tries.callsHaveKeysOfTheirOwn(this.evidence()));
});

Then('the client gives up in time', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(tries.givesUp(this.evidence(), MOST_TRIES));
});
