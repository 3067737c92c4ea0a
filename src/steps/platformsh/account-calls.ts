import { Given, Then, When } from '@cucumber/cucumber';
import * as account from '../../checks/platformsh/account.ts';
import { answerIsOf } from '../../checks/told.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { openApiTokenSession, theClient } from '../../world/platformsh/session.ts';
import { platformshOf, storyOf, theApiToken, theProject, theUser } from '../../world/platformsh/story.ts';
import { callOf, callsAtOnce, callsOfSessionsAtOnce, invoke, moveTime } from '../../world/sessions.ts';

/** The call that a case about tokens is made of: whose account it is that the API token opens. */

const ACCOUNT = { path: '/users/me' };
const ANOTHER = 'another';

async function ask(world: CaseWorld): Promise<void> {
  await callOf(world, await theClient(world), ACCOUNT);
}

async function askAt(world: CaseWorld, seconds: number): Promise<void> {
  await moveTime(world, seconds * 1000);
  await ask(world);
}

Given('the client has asked for its account', function (this: CaseWorld) {
  return ask(this);
});

Given(
  'the client has asked for its account {int} seconds after its token was issued',
  function (this: CaseWorld, seconds: number) {
    return askAt(this, seconds);
  },
);

Given("another session has asked for its own user's account", async function (this: CaseWorld) {
  await openApiTokenSession(this, ANOTHER, storyOf(this).otherToken!);
  await callOf(this, ANOTHER, ACCOUNT);
});

Given('another session was asked whom it acts as', async function (this: CaseWorld) {
  await openApiTokenSession(this, ANOTHER, storyOf(this).otherToken!);
  await invoke(this, ANOTHER, 'auth.info');
});

Given('another session was refused for an unknown API token', async function (this: CaseWorld) {
  const value = this.sandbox.entropy.bytes(32).toString('base64url');
  await openApiTokenSession(this, ANOTHER, { value });
  await callOf(this, ANOTHER, ACCOUNT);
  this.claimOutcomes();
});

When('the client asks for its account', function (this: CaseWorld) {
  return ask(this);
});

When(
  'the client asks for its account {float} seconds after its token was issued',
  function (this: CaseWorld, seconds: number) {
    return askAt(this, seconds);
  },
);

When('the client asks for its account {int} times', async function (this: CaseWorld, count: number) {
  for (let asked = 0; asked < count; asked++) await ask(this);
});

When('the client asks for its account {int} times at once', async function (this: CaseWorld, count: number) {
  await callsAtOnce(this, await theClient(this), ACCOUNT, count);
});

When(
  'the client asks for its account {int} times at once {float} seconds after its token was issued',
  async function (this: CaseWorld, count: number, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callsAtOnce(this, await theClient(this), ACCOUNT, count);
  },
);

When('both sessions ask for their accounts at once', async function (this: CaseWorld) {
  await openApiTokenSession(this, ANOTHER, storyOf(this).otherToken!);
  await callsOfSessionsAtOnce(this, [await theClient(this), ANOTHER], ACCOUNT);
});

When(
  'another session asks at another address of the platform with the same API token',
  async function (this: CaseWorld) {
    const sandbox = await this.openSandbox();
    const { value } = theApiToken(this);
    sandbox.state.createApiToken(sandbox.state.user, 'countersign', value);
    await openApiTokenSession(this, ANOTHER, { value }, sandbox);
    await callOf(this, ANOTHER, ACCOUNT);
  },
);

When('the client is asked whom it acts as', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'auth.info');
});

When('the client lists the projects', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'projects.list');
});

When('the client logs out', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'logout');
});

When('the client asks for a backup', async function (this: CaseWorld) {
  const path = `/projects/${theProject(this).id}/environments/master/backup`;
  await callOf(this, await theClient(this), { method: 'POST', path, body: { json: { safe: true } } });
});

Then('the account is that of the user who made the API token', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(answerIsOf(this.evidence(), theUser(this).id));
});

Then('the caller is told who made the API token', function (this: CaseWorld) {
  this.claimOutcomes();
  const { id, email } = theUser(this);
  this.judge(account.valueTold(this.evidence(), { id, email }));
});

Then("the caller has the user's projects and no others", function (this: CaseWorld) {
  this.claimOutcomes();
  const grants = platformshOf(this).state.access.ofUser(theUser(this));
  const projects = grants.map(({ project: { id, title } }) => ({ id, title }));
  this.judge(account.valueTold(this.evidence(), projects));
});

Then('each session has the account of its own user', function (this: CaseWorld) {
  this.claimOutcomes();
  const { apiTokens } = platformshOf(this).state;
  const userOf = (apiToken: string) => apiTokens.withValue(apiToken)?.user.id;
  this.judge(account.eachHasItsOwn(this.evidence(), userOf));
});
