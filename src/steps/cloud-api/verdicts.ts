import { Then } from '@cucumber/cucumber';
import * as requests from '../../checks/cloud-api/requests.ts';
import * as told from '../../checks/cloud-api/told.ts';
import { tookEffectOnce } from '../../checks/outcome.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { cloudApiOf } from '../../world/cloud-api/story.ts';

/** What requests look like, and what the client makes of answers. */

const apiDate = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

function projects(world: CaseWorld) {
  return cloudApiOf(world).state.people.projects;
}

function judgeValue(world: CaseWorld, wanted: unknown): void {
  world.claimOutcomes();
  world.judge(told.callerHas(world.evidence(), wanted));
}

Then('every request goes below the base URL', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(requests.belowBase(this.evidence()));
});

Then('the client accepts JSON', function (this: CaseWorld) {
  this.judge(requests.acceptsJson(this.evidence()));
});

Then('its body is JSON, and named so', function (this: CaseWorld) {
  this.judge(requests.bodiesAreJson(this.evidence()));
});

Then(
  'the platform has the project {string} in {string}',
  function (this: CaseWorld, name: string, region: string) {
    this.claimOutcomes();
    const found = projects(this).map(project => `${project.name} in ${project.region}`);
    this.judge(requests.tookEffect(this.evidence(), `${name} in ${region}`, found));
  },
);

Then('the project is there once', function (this: CaseWorld) {
  this.claimOutcomes();
  const made = projects(this).filter(({ name }) => name === 'ingest-a');
  this.judge(tookEffectOnce(this.evidence(), made.length));
});

Then('the caller is told of status {int}', function (this: CaseWorld, status: number) {
  this.claimOutcomes();
  this.judge(told.toldStatus(this.evidence(), status));
});

Then('the caller is told the code {string}', function (this: CaseWorld, code: string) {
  this.claimOutcomes();
  this.judge(told.toldCode(this.evidence(), code));
});

Then('the client has refused that, and sent nothing', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(told.refusedPlainHttp(this.evidence()));
});

Then("the caller has the user's projects", function (this: CaseWorld) {
  judgeValue(
    this,
    projects(this).map(({ id, name, region }) => ({ id, name, region })),
  );
});

Then(
  'the caller has the project {string} in {string}',
  function (this: CaseWorld, name: string, region: string) {
    judgeValue(this, [{ id: 'prj_7', name, region }]);
  },
);

Then('the caller has no project', function (this: CaseWorld) {
  judgeValue(this, []);
});

Then('the caller has the new project', function (this: CaseWorld) {
  const { id, name, region, createdAt } = projects(this).at(-1)!;
  judgeValue(this, { id, name, region, created_at: apiDate(createdAt) });
});

Then('the caller has the new key', function (this: CaseWorld) {
  const { id, access } = cloudApiOf(this).state.keys.all.at(-1)!;
  judgeValue(this, { id, key: access.value });
});

Then('the key {string} is for the project', function (this: CaseWorld, name: string) {
  this.claimOutcomes();
  const { state } = cloudApiOf(this);
  const found = state.keys.all.map(key => `${key.name} for ${key.project.id}`);
  this.judge(requests.tookEffect(this.evidence(), `${name} for ${state.project.id}`, found));
});

Then('the caller has the usage of that time', function (this: CaseWorld) {
  this.claimOutcomes();
  const used = cloudApiOf(this).state.people.usage.map(({ requests: count }) => count);
  this.judge(told.callerHasNumbers(this.evidence(), used));
});
