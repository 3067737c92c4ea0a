import { Given, Then, When } from '@cucumber/cucumber';
import type { ApiToken, User } from '../../../mocks/api-token-realm/index.ts';
import * as provider from '../../checks/provider.ts';
import { realmOf } from '../../world/api-token-realm/story.ts';
import { visitorOf } from '../../world/api-token-realm/visitor.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** Tokens of other users, and who may manage them: in the console and over the API. */

const MANAGEMENT = '/_console/tokens';
const DONE = { deactivates: 'deactivate', activates: 'activate', deletes: 'delete' } as const;
const BUTTONS = { deactivates: 'Deactivate', activates: 'Activate', deletes: 'Delete' } as const;
type What = keyof typeof DONE;

/** The token of the colleague, who is the platform's first user. */
function colleagues(world: CaseWorld): ApiToken {
  const { state } = realmOf(world);
  return state.tokens.find(({ owner }) => owner === state.user)!;
}

/** Whoever visits, with a token of theirs, signed in to the console. */
async function come(world: CaseWorld, user: User, environment = realmOf(world).state.environment) {
  visitorOf(world).holdOf(user, environment);
  await visitorOf(world).openTokens(user);
}

/** Do something to a token over the API. */
async function manage(world: CaseWorld, what: What): Promise<void> {
  const path = `${MANAGEMENT}/${colleagues(world).id}`;
  const request = what === 'deletes' ? `DELETE ${path}` : `POST ${path}/${DONE[what]}`;
  await visitorOf(world).send(request, 'header');
}

/** The colleague's token in the list that was answered, as text; empty where it is not there. */
function listed(world: CaseWorld): string {
  const { tokens = [] } = JSON.parse(visitorOf(world).answer.body) as { tokens?: { id: string }[] };
  const row = tokens.find(({ id }) => id === colleagues(world).id);
  return row === undefined ? '' : JSON.stringify(row);
}

/** The colleague's token in the page, as HTML; empty where it is not there. */
function rowOnPage(world: CaseWorld): string {
  const rows = visitorOf(world).browser.page.html.split(/<tr\b/);
  return rows.find(row => row.includes(`>${colleagues(world).id}<`)) ?? '';
}

Given('a colleague has the API token {string}', function (this: CaseWorld, name: string) {
  const { state } = realmOf(this);
  state.createToken({ user: state.user, name, permissions: ['metrics.read'] });
});

Given("the colleague's token is inactive", function (this: CaseWorld) {
  realmOf(this).state.deactivate(colleagues(this));
});

Given('the visitor is an administrator', async function (this: CaseWorld) {
  await come(this, realmOf(this).state.admin);
});

Given('the visitor has no authority over other users', async function (this: CaseWorld) {
  await come(this, realmOf(this).state.addUser({ name: 'Lin Sato', email: 'lin@example.com' }));
});

Given('the visitor is an administrator of another environment', async function (this: CaseWorld) {
  const { state } = realmOf(this);
  const environment = state.addEnvironment('Staging');
  const rights = [...state.rightsOf(state.admin, state.environment)];
  const user = state.addUser({ name: 'Lin Sato', email: 'lin@example.com', environment, rights });
  await come(this, user, environment);
});

When(
  /^the visitor (deactivates|activates|deletes) the colleague's token in the console$/,
  async function (this: CaseWorld, what: What) {
    await visitorOf(this).browser.submit(BUTTONS[what], {}, colleagues(this).id);
  },
);

When(
  /^the visitor (deactivates|activates|deletes) the colleague's token over the API$/,
  async function (this: CaseWorld, what: What) {
    await manage(this, what);
  },
);

When("the visitor sends the form that deactivates the colleague's token", async function (this: CaseWorld) {
  const { browser } = visitorOf(this);
  const csrf = /name="csrf" value="([^"]*)"/.exec(browser.page.html)?.[1] ?? '';
  const body = new URLSearchParams({ csrf });
  await browser.open(`${browser.page.url}/${colleagues(this).id}/deactivate`, { method: 'POST', body });
});

When("the visitor opens the line of the colleague's token", async function (this: CaseWorld) {
  const { browser } = visitorOf(this);
  await browser.open(`${browser.page.url}/${colleagues(this).id}`);
});

When("the visitor looks the colleague's token up over the API", async function (this: CaseWorld) {
  await visitorOf(this).send(`GET ${MANAGEMENT}/${colleagues(this).id}`, 'header');
});

When('the visitor lists the API tokens over the API', async function (this: CaseWorld) {
  await visitorOf(this).send(`GET ${MANAGEMENT}?limit=100`, 'header');
});

When('the visitor lists the API tokens of all users over the API', async function (this: CaseWorld) {
  await visitorOf(this).send(`GET ${MANAGEMENT}?scope=all&limit=100`, 'header');
});

When('the visitor generates an API token in the name of the colleague', async function (this: CaseWorld) {
  const { state } = realmOf(this);
  const { id, email } = state.user;
  await visitorOf(this).browser.submit('Generate', { name: 'theirs', owner: id, user: id, email });
});

When('the visitor looks at the list of API tokens', async function (this: CaseWorld) {
  const { browser } = visitorOf(this);
  await browser.open(browser.page.url);
});

Then("the colleague's token answers {int}", async function (this: CaseWorld, status: number) {
  const answer = await visitorOf(this).send('GET /metrics', 'header', colleagues(this).access.value);
  this.judge(provider.answeredStatus(answer, status));
});

Then('the platform has noted who has done it', function (this: CaseWorld) {
  const { actor } = realmOf(this).state.events.at(-1)!;
  this.judge(provider.isSame('who has done it', visitorOf(this).token!.owner.name, actor.name));
});

Then(
  "the page tells of the colleague's token with its owner, and no value or permission",
  function (this: CaseWorld) {
    const { name, owner, access } = colleagues(this);
    this.judge(provider.shows(rowOnPage(this), [name, owner.name], [access.value, 'metrics.read']));
  },
);

Then(
  "the answer tells of the colleague's token with its owner, and no value or permission",
  function (this: CaseWorld) {
    const { name, owner, access } = colleagues(this);
    this.judge(provider.shows(listed(this), [name, owner.id], [access.value, 'metrics.read']));
  },
);

Then("the answer tells no value or permission of the colleague's token", function (this: CaseWorld) {
  const { name, access } = colleagues(this);
  this.judge(provider.shows(visitorOf(this).answer.body, [name], [access.value, 'metrics.read']));
});

Then("the page tells nothing of the colleague's token", function (this: CaseWorld) {
  const { id, name, access } = colleagues(this);
  const { text, html } = visitorOf(this).browser.page;
  this.judge(provider.shows(text, [], [name, access.value]));
  this.judge(provider.shows(html, [], [`/${id}"`]));
});

Then("the answer tells nothing of the colleague's token", function (this: CaseWorld) {
  const { name, access } = colleagues(this);
  this.judge(provider.shows(visitorOf(this).answer.body, [], [name, access.value]));
});

Then('the page tells of own tokens as well', function (this: CaseWorld) {
  this.judge(provider.shows(visitorOf(this).browser.page.html, ['id="mine"', 'held'], []));
});

Then("the new token is the visitor's own", function (this: CaseWorld) {
  const made = realmOf(this).state.tokens.at(-1)!;
  this.judge(provider.isSame('the owner', visitorOf(this).token!.owner.name, made.owner.name));
});
