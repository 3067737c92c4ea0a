import { Given, Then, When } from '@cucumber/cucumber';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { platformshOf } from '../../world/platformsh/story.ts';
import { type Person, person, type Visitor, visitorOf } from '../../world/platformsh/visitor.ts';

/** The console of Platform.sh, walked through as a browser does. */

const HOUR_MS = 3_600_000;
/** The page's first sight: what stands before the list and before anything to click. */
const BANNER = /<h1>API Tokens<\/h1>\s*<section[^>]*#2b8a3e[^>]*>([\s\S]*?)<\/section>/;

async function openApiTokens(world: CaseWorld): Promise<Visitor> {
  const visitor = visitorOf(world);
  const browser = await visitor.openConsole();
  await browser.open(`${visitor.address('console')}/user/api-tokens`);
  return visitor;
}

/** Click `view` in the row of an API token. */
async function followView(world: CaseWorld, name: string): Promise<void> {
  const { browser } = await openApiTokens(world);
  const row = browser.page.html.split(/<tr\b/).find(part => part.includes(`>${name}<`)) ?? '';
  const href = /<a href="([^"]*)">view<\/a>/.exec(row)?.[1];
  if (href === undefined) throw new Error(`Failed to view "${name}": there is no such link next to it.`);
  await browser.open(new URL(href, browser.page.url).href);
}

const registrationPage = (world: CaseWorld) => `${visitorOf(world).address('console')}/register`;

async function followLink(world: CaseWorld): Promise<Visitor> {
  const visitor = await openApiTokens(world);
  await visitor.browser.follow('Create an API Token');
  return visitor;
}

/** Send the form of a name, and keep the value that the page shows. */
async function nameToken(world: CaseWorld, name: string): Promise<void> {
  const visitor = visitorOf(world);
  const { html } = await visitor.browser.submit('Create API Token', { name });
  const value = /<code id="api-token">([^<]+)<\/code>/.exec(html)?.[1];
  if (value === undefined) return;
  world.secrets.hide(value);
  visitor.values.set(name, value);
}

async function givePassword(world: CaseWorld, right: boolean): Promise<void> {
  const { browser, signedIn } = visitorOf(world);
  await browser.submit('Verify', { password: right ? signedIn.password : `${signedIn.password}?` });
}

/** The value of the API token of a name, as the platform holds it. */
function heldValue(world: CaseWorld, name: string): string {
  const { apiTokens } = platformshOf(world).state;
  return apiTokens.named(visitorOf(world).signedIn, name)!.value;
}

const html = (world: CaseWorld) => visitorOf(world).browser.page.html;

Given('somebody is signed in to the console of Platform.sh', async function (this: CaseWorld) {
  await visitorOf(this).openConsole();
});

Given(
  /^(the machine user) is signed in to the console of Platform\.sh$/,
  async function (this: CaseWorld, who: Person) {
    await visitorOf(this).openConsole(person(this, who));
  },
);

Given('an hour has passed at Platform.sh', function (this: CaseWorld) {
  this.sandbox.clock.advance(HOUR_MS);
});

Given('Platform.sh shows no API token twice', function (this: CaseWorld) {
  platformshOf(this).settings.apiTokens = 'current';
});

When(
  'somebody follows {string}, {string} and {string} in the console of Platform.sh',
  async function (this: CaseWorld, first: string, second: string, third: string) {
    const browser = await visitorOf(this).openConsole();
    for (const text of [first, second, third]) await browser.follow(text);
  },
);

When(/^somebody (?:follows|has followed) the link to create an API token$/, async function (this: CaseWorld) {
  await followLink(this);
});

When(
  /^somebody follows the link to create an API token and gives (the|a wrong) password$/,
  async function (this: CaseWorld, which: string) {
    await followLink(this);
    await givePassword(this, which === 'the');
  },
);

When('somebody names the API token {string}', async function (this: CaseWorld, name: string) {
  await nameToken(this, name);
});

When(
  /^somebody (?:creates|has created) the API token "(.*)" in the console of Platform\.sh$/,
  async function (this: CaseWorld, name: string) {
    await followLink(this);
    await nameToken(this, name);
  },
);

When(
  /^somebody (?:deletes|has deleted) the API token "(.*)" in the console of Platform\.sh$/,
  async function (this: CaseWorld, name: string) {
    await openApiTokens(this);
    await visitorOf(this).browser.submit('Delete', {}, name);
  },
);

When('somebody looks at the API tokens in the console of Platform.sh', async function (this: CaseWorld) {
  await openApiTokens(this);
});

When(
  /^somebody (?:views|has come to view) the API token "([^"]*)"(?: and gives (the|a wrong) password)?$/,
  async function (this: CaseWorld, name: string, which: string | null) {
    await followView(this, name);
    if (which) await givePassword(this, which === 'the');
  },
);

When('somebody gives the password in the console of Platform.sh', async function (this: CaseWorld) {
  await givePassword(this, true);
});

When('somebody makes a Platform.sh account for {string}', async function (this: CaseWorld, email: string) {
  const { browser } = visitorOf(this);
  await browser.open(registrationPage(this));
  const password = 'a new password';
  await browser.submit('Create account', { email, firstName: 'New', lastName: 'Machine', password });
});

When(/^(another machine user) looks at its invitations$/, async function (this: CaseWorld, who: Person) {
  const browser = await visitorOf(this).openConsole(person(this, who));
  await browser.follow('Invitations');
});

Given(/^(the machine user) has taken the invitation up$/, async function (this: CaseWorld, who: Person) {
  const browser = await visitorOf(this).openConsole(person(this, who));
  await browser.follow('Invitations');
  await browser.submit('Accept');
});

Then('the page of Platform.sh offers {string}', function (this: CaseWorld, text: string) {
  this.judge(provider.shows(html(this), [`>${text}</a>`], []));
});

Then('the page of Platform.sh says {string}', function (this: CaseWorld, text: string) {
  this.judge(provider.shows(html(this), [text], []));
});

Then(
  /^the page of Platform\.sh asks for the (application name|password)$/,
  function (this: CaseWorld, what: string) {
    const fields = ['name="name"', 'name="password"'];
    const wanted = what === 'password' ? fields.toReversed() : fields;
    this.judge(provider.shows(html(this), wanted.slice(0, 1), wanted.slice(1)));
  },
);

Then(
  'the green banner at the top of the page shows {string} and its value',
  function (this: CaseWorld, name: string) {
    const banner = BANNER.exec(html(this))?.[1] ?? '';
    this.judge(provider.shows(banner, [name, heldValue(this, name)], []));
  },
);

Then('the page of Platform.sh names {string} and shows no value', function (this: CaseWorld, name: string) {
  this.judge(provider.shows(html(this), [name], [heldValue(this, name)]));
});

Then(
  /^the page of Platform\.sh (shows|does not show) the value of "(.*)"$/,
  function (this: CaseWorld, shows: string, name: string) {
    const values = [heldValue(this, name)];
    this.judge(provider.shows(html(this), shows === 'shows' ? values : [], shows === 'shows' ? [] : values));
  },
);

Then('the page of Platform.sh has no link to view', function (this: CaseWorld) {
  this.judge(provider.shows(html(this), ['API Tokens'], ['>view</a>']));
});

Then(/^the human has (\d+) API tokens?$/, function (this: CaseWorld, count: string) {
  const { state } = platformshOf(this);
  this.judge(provider.counted('API tokens', Number(count), state.apiTokens.ofUser(state.user).length));
});

Then('there are as many accounts of Platform.sh as before', function (this: CaseWorld) {
  this.judge(provider.counted('accounts', 1, platformshOf(this).state.people.users.length));
});

Then(
  'the account of {string} opens the console of Platform.sh',
  async function (this: CaseWorld, email: string) {
    const user = platformshOf(this).state.people.withEmail(email);
    if (user !== undefined) await visitorOf(this).openConsole(user);
    this.judge(provider.shows(html(this), ['User menu of New Machine'], ['>Sign in</button>']));
  },
);
