import { Given, Then, When } from '@cucumber/cucumber';
import * as provider from '../../checks/provider.ts';
import { acquiaOf } from '../../world/acquia/story.ts';
import { visitorOf } from '../../world/acquia/visitor.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** The platform's console, walked through as a browser does. */

function consoleOf(world: CaseWorld): string {
  return world.sandbox.endpoints.console!;
}

async function signIn(world: CaseWorld, password = acquiaOf(world).state.user.password): Promise<void> {
  const { browser } = visitorOf(world);
  await browser.open(consoleOf(world));
  await browser.submit('Sign in', { email: acquiaOf(world).state.user.mail, password });
}

async function openTokens(world: CaseWorld): Promise<void> {
  const { browser } = visitorOf(world);
  await browser.open(consoleOf(world));
  await browser.follow('Account Settings');
  await browser.follow('API Tokens');
}

async function createToken(world: CaseWorld, fields: Record<string, string>): Promise<void> {
  await openTokens(world);
  const visitor = visitorOf(world);
  await visitor.browser.submit('Create Token', fields);
  const shown = pairOnPage(world);
  if (shown !== undefined) visitor.made.set('on the page', shown);
}

/** Key and secret as the page shows them, each in its own `<code>`. */
function pairOnPage(world: CaseWorld) {
  const [id, secret] = [...visitorOf(world).browser.page.html.matchAll(/<code[^>]*>([^<]+)<\/code>/g)].map(
    m => m[1]!,
  );
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

When('somebody signs in to the console', async function (this: CaseWorld) {
  await signIn(this);
});

When('somebody signs in to the console with a wrong password', async function (this: CaseWorld) {
  await signIn(this, 'not the password');
});

Given('somebody is signed in to the console', async function (this: CaseWorld) {
  await signIn(this);
});

When('somebody opens the API Tokens page with the access token', async function (this: CaseWorld) {
  const { browser, accessToken } = visitorOf(this);
  await browser.open(`${consoleOf(this)}/profile/tokens`, {
    headers: { Authorization: `Bearer ${accessToken}` },
  });
});

When(
  'somebody follows {string} and {string}',
  async function (this: CaseWorld, first: string, second: string) {
    const { browser } = visitorOf(this);
    await browser.follow(first);
    await browser.follow(second);
  },
);

When('somebody opens the API Tokens page again', async function (this: CaseWorld) {
  await openTokens(this);
});

When(
  /^somebody (?:creates|has created) an API token labelled "(.*)" in the console$/,
  async function (this: CaseWorld, label: string) {
    await createToken(this, { label });
  },
);

When(
  'somebody creates an API token with a key and secret of their own choice',
  async function (this: CaseWorld) {
    const chosen = { api_key: 'my-own-key', api_secret: 'my-own-secret' };
    await createToken(this, {
      label: 'mine',
      ...chosen,
      client_id: chosen.api_key,
      client_secret: chosen.api_secret,
      secret: chosen.api_secret,
    });
  },
);

When('somebody clicks Remove next to {string}', async function (this: CaseWorld, label: string) {
  await openTokens(this);
  await visitorOf(this).browser.submit('Remove', {}, label);
});

Then('the console shows {string}', function (this: CaseWorld, text: string) {
  this.judge(provider.shows(visitorOf(this).browser.page.html, [text], []));
});

Then('the console does not show {string}', function (this: CaseWorld, text: string) {
  this.judge(provider.shows(visitorOf(this).browser.page.html, [], [text]));
});

Then(
  /^the key and secret (?:that were )?on the page (can|cannot) be exchanged$/,
  async function (this: CaseWorld, can: string) {
    const visitor = visitorOf(this);
    const pair = visitor.made.get('on the page') ?? { id: '', secret: '' };
    this.judge(provider.exchange(await visitor.exchange(pair, 'encoded in a form'), can === 'can'));
  },
);

Then("the key and secret on the page are the platform's own", function (this: CaseWorld) {
  const { page } = visitorOf(this).browser;
  const [key] = acquiaOf(this).state.keys.slice(-1);
  this.judge(provider.shows(page.html, [key?.id ?? 'a key'], ['my-own-key', 'my-own-secret']));
});

Then('the page names {string} and shows no secret', function (this: CaseWorld, label: string) {
  const visitor = visitorOf(this);
  this.judge(
    provider.shows(
      visitor.browser.page.text,
      [label],
      [...visitor.made.values()].map(pair => pair.secret),
    ),
  );
});
