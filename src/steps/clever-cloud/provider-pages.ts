import { Given, Then, When } from '@cucumber/cucumber';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { CALLBACK } from '../../world/clever-cloud/session.ts';
import { cleverCloudOf, storyOf } from '../../world/clever-cloud/story.ts';
import { type Visitor, visitorOf } from '../../world/clever-cloud/visitor.ts';

/** The console and the authorization page, walked through as a browser does. */

/** What stands in the page's `<code>` of this id. */
function shown({ browser }: Visitor, id: string): string {
  return new RegExp(`<code id="${id}">([^<]+)</code>`).exec(browser.page.html)?.[1] ?? '';
}

async function createConsumer(world: CaseWorld, name: string): Promise<void> {
  const visitor = visitorOf(world);
  const { browser } = visitor;
  await visitor.openConsole();
  await browser.follow(cleverCloudOf(world).state.organisation.name);
  await browser.follow('Create…');
  await browser.follow('an OAuth consumer');
  await browser.submit('Create', { name, baseUrl: new URL(CALLBACK).origin, access_organisations: 'on' });
  visitor.seen.set(name, { id: shown(visitor, 'consumer-key'), secret: shown(visitor, 'consumer-secret') });
}

async function openApiTokens(world: CaseWorld): Promise<void> {
  const visitor = visitorOf(world);
  await visitor.openConsole();
  await visitor.browser.follow('API tokens');
}

/** The request token's user logs in on the authorization page. */
async function comeToPage(world: CaseWorld): Promise<Visitor> {
  const visitor = visitorOf(world);
  const { email, password } = cleverCloudOf(world).state.user;
  await visitor.askRequestToken(storyOf(world).consumer!);
  await visitor.browser.open(`${world.sandbox.endpoints.authorize}?oauth_token=${visitor.requestToken.id}`);
  await visitor.browser.submit('Log in', { email, pass: password! });
  return visitor;
}

Given('somebody is signed in to the console of Clever Cloud', async function (this: CaseWorld) {
  await visitorOf(this).openConsole();
});

When(
  /^somebody (?:creates|has created) the OAuth consumer "(.*)" in the console of Clever Cloud$/,
  async function (this: CaseWorld, name: string) {
    await createConsumer(this, name);
  },
);

When(
  /^somebody (?:creates|has created) the API token "(.*)" in the console of Clever Cloud$/,
  async function (this: CaseWorld, name: string) {
    await openApiTokens(this);
    const visitor = visitorOf(this);
    await visitor.browser.submit('Create', { name, password: cleverCloudOf(this).state.user.password! });
    visitor.seen.set(name, { id: shown(visitor, 'api-token-id'), secret: shown(visitor, 'api-token') });
  },
);

When('somebody looks at the API tokens in the console of Clever Cloud', async function (this: CaseWorld) {
  await openApiTokens(this);
});

When(
  'somebody revokes the API token {string} in the console of Clever Cloud',
  async function (this: CaseWorld, name: string) {
    await openApiTokens(this);
    await visitorOf(this).browser.submit('Revoke', {}, name);
  },
);

Given('a consumer asks for the rights {string}', function (this: CaseWorld, rights: string) {
  const { state } = cleverCloudOf(this);
  const fields = { name: 'Demo', baseUrl: new URL(CALLBACK).origin, rights: rights.split(' ') as never };
  storyOf(this).consumer = state.consumers.create(state.organisation, fields);
});

When('its user comes to the authorization page', async function (this: CaseWorld) {
  await comeToPage(this);
});

When('its user grants {string} alone', async function (this: CaseWorld, right: string) {
  const { browser } = await comeToPage(this);
  await browser.submit('Authorize', { [right]: 'on' });
});

When('its user denies the consent', async function (this: CaseWorld) {
  const { browser } = await comeToPage(this);
  await browser.submit('Deny');
});

Then('the page of Clever Cloud names {string} and shows no value', function (this: CaseWorld, name: string) {
  const visitor = visitorOf(this);
  const values = [...visitor.seen.values()].map(({ secret }) => secret);
  this.judge(provider.shows(visitor.browser.page.html, [name], values));
});

Then('the page asks for each of these rights', function (this: CaseWorld) {
  const boxes = storyOf(this).consumer!.rights.map(right => `<input type="checkbox" name="${right}"`);
  this.judge(provider.shows(visitorOf(this).browser.page.html, boxes, []));
});

Then(
  'the token of the dance has the rights {string} alone',
  async function (this: CaseWorld, rights: string) {
    await visitorOf(this).askAccessToken(storyOf(this).consumer!);
    const granted = cleverCloudOf(this).state.userTokens.all.at(-1)?.rights.join(' ') ?? 'no token';
    this.judge(provider.isSame('the rights of the token', rights, granted));
  },
);

Then("nothing that the consumer receives holds the user's password", async function (this: CaseWorld) {
  const visitor = visitorOf(this);
  const { body } = await visitor.askAccessToken(storyOf(this).consumer!);
  const received = `${visitor.browser.page.url}\n${body}`;
  this.judge(provider.shows(received, ['oauth_token_secret='], [cleverCloudOf(this).state.user.password!]));
});

Then(
  'the browser is back at the callback with the request token, a verifier and the user',
  function (this: CaseWorld) {
    const { browser, requestToken } = visitorOf(this);
    const wanted = [
      `oauth_token=${requestToken.id}`,
      'oauth_verifier=',
      `user=${cleverCloudOf(this).state.user.id}`,
    ];
    this.judge(provider.shows(browser.page.url, [CALLBACK, ...wanted], [requestToken.secret]));
  },
);

Then('the browser is back at the callback without a verifier', function (this: CaseWorld) {
  const { browser, requestToken } = visitorOf(this);
  const wanted = [CALLBACK, `oauth_token=${requestToken.id}`];
  this.judge(provider.shows(browser.page.url, wanted, ['oauth_verifier']));
});
