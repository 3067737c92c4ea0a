import { createHash } from 'node:crypto';
import { Given, Then, When } from '@cucumber/cucumber';
import * as api from '../../checks/cloud-api/provider.ts';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { type Developer, developerOf } from '../../world/cloud-api/developer.ts';
import { REDIRECT_URI } from '../../world/cloud-api/session.ts';
import { cloudApiOf } from '../../world/cloud-api/story.ts';
import { plainSecret } from '../../world/fixtures.ts';

/** The authorization server of the Cloud API Platform, and its console. */

const VERIFIER = 'a'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

type Exchange = (developer: Developer, world: CaseWorld) => Promise<provider.Answer>;

const basic = ({ application }: Developer) => ({
  authorization: `Basic ${Buffer.from(`${application!.id}:${encodeURIComponent(application!.secret)}`).toString('base64')}`,
});
const changed =
  (changes: Readonly<Record<string, string | undefined>>): Exchange =>
  developer =>
    developer.exchange(developer.fields(changes));

/** Token requests, by the words of the features. */
const EXCHANGES: Readonly<Record<string, Exchange>> = {
  'as documented': changed({}),
  'by Basic': developer =>
    developer.exchange(developer.fields({ client_secret: undefined }), basic(developer)),
  'by Basic and in the body': developer => developer.exchange(developer.fields(), basic(developer)),
  'with a wrong secret': (developer, world) =>
    developer.exchange(developer.fields({ client_secret: plainSecret(world.sandbox.entropy) })),
  'with redirect_uri as curl -d sends it': developer => {
    const form = new URLSearchParams(developer.fields({ redirect_uri: undefined }));
    return developer.exchange(`${form}&redirect_uri=${REDIRECT_URI}`);
  },
  'with redirect_uri encoded': changed({ redirect_uri: REDIRECT_URI }),
  'with another redirect_uri': changed({ redirect_uri: `${REDIRECT_URI}/` }),
  'without redirect_uri': changed({ redirect_uri: undefined }),
  'with the verifier': changed({ code_verifier: VERIFIER }),
  'with another verifier': changed({ code_verifier: 'b'.repeat(43) }),
  'as JSON': developer =>
    developer.exchange(JSON.stringify(developer.fields()), { 'content-type': 'application/json' }),
};

Given('a user of the platform has allowed an application', function (this: CaseWorld) {
  developerOf(this).obtainCode();
});

Given(
  'a user of the platform has allowed an application that has sent a challenge',
  function (this: CaseWorld) {
    developerOf(this).obtainCode(CHALLENGE);
  },
);

Given('the code of the application is past its time', function (this: CaseWorld) {
  cloudApiOf(this).state.grants.expireCodes();
});

When(/^the code (?:is|has been) exchanged (.+)$/, async function (this: CaseWorld, how: string) {
  const exchange = EXCHANGES[how];
  if (exchange === undefined)
    throw new Error(`Failed to exchange "${how}": known are ${Object.keys(EXCHANGES).join(', ')}.`);
  await exchange(developerOf(this), this);
});

Then('the token endpoint answers a token', function (this: CaseWorld) {
  this.judge(api.exchangeAccepted(developerOf(this).answer));
});

Then(
  'the token endpoint refuses with {int} and {string}',
  function (this: CaseWorld, status: number, code: string) {
    this.judge(api.exchangeRefusedWith(developerOf(this).answer, status, code));
  },
);

Then(
  /^the token that was answered (opens the API|is dead)$/,
  async function (this: CaseWorld, state: string) {
    const developer = developerOf(this);
    const answered = developer.answers.find(a => a.body.includes('"access_token"'));
    const { access_token = '' } = (answered && api.jsonOf(answered)) as { access_token?: string };
    developer.key = access_token;
    const answer = await developer.send('GET /user', 'with the key');
    this.judge(provider.answeredStatus(answer, state === 'is dead' ? 401 : 200));
  },
);

/** What an application's address for its user may be changed to. */
const REQUESTS: Readonly<Record<string, Record<string, string>>> = {
  'as RFC 6749 says': {},
  'of an unknown application': { client_id: 'app_0' },
  'with a redirect_uri of its own': { redirect_uri: 'https://elsewhere.example.com/' },
};

When(/^a user is sent to the consent page (.+)$/, async function (this: CaseWorld, how: string) {
  const developer = developerOf(this);
  const documented = {
    response_type: 'code',
    client_id: developer.application!.id,
    redirect_uri: REDIRECT_URI,
    state: 'a b&c=d',
  };
  const query = new URLSearchParams({ ...documented, ...REQUESTS[how] });
  await developer.browser.open(`${this.sandbox.endpoints.authorize}?${query}`);
});

When(/^the user signs in and presses "(Allow|Deny)"$/, async function (this: CaseWorld, button: string) {
  const { browser } = developerOf(this);
  const { email, password } = cloudApiOf(this).state.user;
  await browser.submit('Sign in', { email, password });
  await browser.submit(button);
});

Then(
  'the browser is back at the application with {string} and the state',
  function (this: CaseWorld, name: string) {
    const { url } = developerOf(this).browser.page;
    const { searchParams, origin, pathname } = new URL(url);
    const told = `${origin}${pathname} ${searchParams.has(name)} ${searchParams.get('state')}`;
    this.judge(provider.isSame('where the browser is', `${REDIRECT_URI} true a b&c=d`, told));
  },
);

Then('the browser is not sent on, and nobody is asked to sign in', function (this: CaseWorld) {
  const { status, html } = developerOf(this).browser.page;
  this.judge(provider.isSame('the status of the page', '400', `${status}`));
  this.judge(provider.shows(html, ['<html'], ['>Sign in</button>', '>Allow</button>']));
});

When(
  /^a developer (?:creates|has created) the API key "(.*)" in the console$/,
  async function (this: CaseWorld, name: string) {
    const developer = developerOf(this);
    await developer.openKeys();
    await developer.browser.submit('Create', { name, project: cloudApiOf(this).state.project.id });
    const key = /<code id="api-key">([^<]+)<\/code>/.exec(developer.browser.page.html)?.[1] ?? '';
    if (key !== '') this.secrets.hide(key);
    developer.shown.set(name, key);
  },
);

When('a developer looks at the API keys in the console', async function (this: CaseWorld) {
  await developerOf(this).openKeys();
});

When(
  /^a developer (?:revokes|has revoked) the API key "(.*)" in the console$/,
  async function (this: CaseWorld, name: string) {
    const developer = developerOf(this);
    await developer.openKeys();
    await developer.browser.submit('Revoke', {}, `>${name}<`);
  },
);

Then(
  /^the API key "(.*)" (opens|does not open) the API$/,
  async function (this: CaseWorld, name: string, opens: string) {
    const developer = developerOf(this);
    developer.key = developer.shown.get(name)!;
    const answer = await developer.send('GET /projects', 'with the key');
    this.judge(provider.answeredStatus(answer, opens === 'opens' ? 200 : 401));
  },
);

Then(
  'the page names {string} by its last four characters, and shows no key',
  function (this: CaseWorld, name: string) {
    const { browser, shown } = developerOf(this);
    const key = shown.get(name)!;
    this.judge(provider.shows(browser.page.html, [name, `sk_live_…${key.slice(-4)}`], [key]));
  },
);
