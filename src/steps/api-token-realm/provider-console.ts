import { Given, Then, When } from '@cucumber/cucumber';
import type { ApiToken } from '../../../mocks/api-token-realm/index.ts';
import * as provider from '../../checks/provider.ts';
import { realmOf } from '../../world/api-token-realm/story.ts';
import { type Visitor, visitorOf } from '../../world/api-token-realm/visitor.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** The console, walked through as a browser does. */

/** What stands in the page's element of this id. */
function shown({ browser }: Visitor, id: string): string {
  return new RegExp(`id="${id}">([\\s\\S]*?)</(?:code|dd|ul)>`).exec(browser.page.html)?.[1]?.trim() ?? '';
}

/** Permissions as the page lists them. */
function shownPermissions(visitor: Visitor): string {
  return [...shown(visitor, 'permissions').matchAll(/<li>([^<]+)<\/li>/g)].map(([, name]) => name).join(' ');
}

/** The part of the page below a heading. */
function section({ browser }: Visitor, id: string): string {
  return (
    new RegExp(`<section aria-labelledby="${id}">[\\s\\S]*?</section>`).exec(browser.page.html)?.[0] ?? ''
  );
}

/** The last token of this name. */
function named(world: CaseWorld, name: string): ApiToken {
  const token = realmOf(world).state.tokens.findLast(t => t.name === name);
  if (token === undefined) throw new Error(`Failed to find the API token "${name}": there is none.`);
  return token;
}

async function generate(world: CaseWorld, fields: Record<string, string>): Promise<void> {
  const visitor = visitorOf(world);
  await visitor.openTokens();
  await visitor.browser.submit('Generate', fields);
}

/** Open the line of a token in the list, and take down what its page shows. */
async function openLine(world: CaseWorld, name: string): Promise<Visitor> {
  const visitor = visitorOf(world);
  await visitor.openTokens();
  await visitor.browser.follow(named(world, name).id);
  return visitor;
}

Given('a visitor is signed in to the console of the realm', async function (this: CaseWorld) {
  await visitorOf(this).openConsole();
});

Given('the user belongs to a second environment, {string}', function (this: CaseWorld, name: string) {
  const { state } = realmOf(this);
  state.setRights(state.user, ['metrics.read'], state.addEnvironment(name));
});

When('the visitor looks at Home', async function (this: CaseWorld) {
  await visitorOf(this).openConsole();
});

When('the visitor follows {string}', async function (this: CaseWorld, link: string) {
  await visitorOf(this).openConsole();
  await visitorOf(this).browser.follow(link);
});

When(/^the visitor (?:opens|has opened) the list of API tokens$/, async function (this: CaseWorld) {
  await visitorOf(this).openTokens();
});

When('the visitor opens the list of API tokens of {string}', async function (this: CaseWorld, name: string) {
  const { id } = realmOf(this).state.environments.find(environment => environment.name === name)!;
  const { browser } = visitorOf(this);
  await browser.open(browser.page.url.replace(/\/environments\/[^/]+/, `/environments/${id}`));
});

When(
  /^the visitor (?:generates|has generated) the API token "([^"]*)"$/,
  async function (this: CaseWorld, name: string) {
    await generate(this, { name });
  },
);

When(
  /^the visitor (?:generates|has generated) the API token "(.*)" that may "(.*)"$/,
  async function (this: CaseWorld, name: string, permissions: string) {
    await generate(this, {
      name,
      ...Object.fromEntries(permissions.split(' ').map(permission => [permission, 'on'])),
    });
  },
);

When('the visitor generates an API token with a value of their own choice', async function (this: CaseWorld) {
  const chosen = 'my-own-value';
  await generate(this, { name: 'chosen', 'metrics.read': 'on', value: chosen, token: chosen });
});

When(/^the visitor (?:opens|has opened) the line of "(.*)"$/, async function (this: CaseWorld, name: string) {
  await openLine(this, name);
});

When(
  /^the visitor (?:clicks|has clicked) (Deactivate|Activate|Delete) next to "(.*)"$/,
  async function (this: CaseWorld, button: string, name: string) {
    const visitor = visitorOf(this);
    await visitor.openTokens();
    await visitor.browser.submit(button, {}, name);
  },
);

Then('the page of the realm shows {string}', function (this: CaseWorld, text: string) {
  this.judge(provider.shows(visitorOf(this).browser.page.text, [text], []));
});

Then('the page of the realm does not show {string}', function (this: CaseWorld, text: string) {
  this.judge(provider.shows(visitorOf(this).browser.page.text, [], [text]));
});

Then('Home leads to the settings of {string} and {string}', function (this: CaseWorld, a: string, b: string) {
  const { html } = visitorOf(this).browser.page;
  const menus = [a, b].map(name => `<nav aria-label="Main menu of ${name}"><a href=`);
  this.judge(provider.shows(html, menus, []));
});

Then('the user has {int} more token(s)', function (this: CaseWorld, more: number) {
  const { tokens } = realmOf(this).state;
  this.judge(provider.counted('API tokens', more, tokens.length - visitorOf(this).before));
});

Then('each permission of the user can be selected', function (this: CaseWorld) {
  const { state } = realmOf(this);
  const rights = [...state.rightsOf(state.user, state.environment)];
  const boxes = rights.map(right => `<input type="checkbox" name="${right}">`);
  this.judge(provider.shows(visitorOf(this).browser.page.html, boxes, []));
});

Then(
  'the API token {string} answers {int} to {string}',
  async function (this: CaseWorld, name: string, status: number, request: string) {
    const answer = await visitorOf(this).send(request, 'header', named(this, name).access.value);
    this.judge(provider.answeredStatus(answer, status));
  },
);

Then("the value of {string} is the platform's own", async function (this: CaseWorld, name: string) {
  const visitor = await openLine(this, name);
  const judgement = provider.shows(visitor.browser.page.html, ['id="api-token"'], ['my-own-value']);
  this.judge(judgement);
});

Then('{string} and {string} have two values', function (this: CaseWorld, one: string, other: string) {
  const values = new Set([one, other].map(name => named(this, name).access.value));
  this.judge(provider.counted('values', 2, values.size));
});

Then('My API Token lists {string} and no value', function (this: CaseWorld, name: string) {
  const { access } = named(this, name);
  this.judge(provider.shows(section(visitorOf(this), 'mine'), [name], [access.value]));
});

Then('My API Token does not list {string}', function (this: CaseWorld, name: string) {
  this.judge(provider.shows(section(visitorOf(this), 'mine'), ['My API Token'], [name]));
});

Then('the line shows the value of {string}', function (this: CaseWorld, name: string) {
  const { value } = named(this, name).access;
  this.judge(provider.isSame('the value', value, shown(visitorOf(this), 'api-token') || 'none'));
});

Then('the line shows the permissions {string} and no others', function (this: CaseWorld, wanted: string) {
  this.judge(provider.isSame('the permissions', wanted, shownPermissions(visitorOf(this)) || 'none'));
});

Then('the line offers no permission to select', function (this: CaseWorld) {
  this.judge(
    provider.shows(visitorOf(this).browser.page.html, ['id="permissions"'], ['<input type="checkbox"']),
  );
});
