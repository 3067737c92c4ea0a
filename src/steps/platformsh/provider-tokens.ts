import { Given, Then, When } from '@cucumber/cucumber';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { platformshOf } from '../../world/platformsh/story.ts';
import { type Person, person, type Style, visitorOf } from '../../world/platformsh/visitor.ts';

/** API tokens over the API of Platform.sh, and their exchange. */

/** Where the API tokens of a user are. */
function placeOf(world: CaseWorld, who: Person): string {
  return `/users/${person(world, who).id}/api-tokens`;
}

async function create(world: CaseWorld, who: Person, name: string, whose = who): Promise<void> {
  const visitor = visitorOf(world);
  const { body } = await visitor.as(person(world, who), 'POST', placeOf(world, whose), { name });
  const value = /"token":"([^"]+)"/.exec(body)?.[1];
  if (value === undefined) return;
  world.secrets.hide(value);
  visitor.values.set(name, value);
}

/** Id of the human's API token of a name. */
function idOf(world: CaseWorld, name: string): string {
  const { apiTokens, user } = platformshOf(world).state;
  return apiTokens.named(user, name)!.id;
}

/** The value that was shown for a name. */
function shownValue(world: CaseWorld, name: string): string {
  const value = visitorOf(world).values.get(name);
  if (value === undefined) throw new Error(`Failed to use "${name}": no value was shown.`);
  return value;
}

When(
  /^(the human|the machine user) (?:creates|has created) the API token "(.*)" over the API$/,
  async function (this: CaseWorld, who: Person, name: string) {
    await create(this, who, name);
  },
);

When('the human creates an API token for the machine user', async function (this: CaseWorld) {
  await create(this, 'the human', 'ci nightly', 'the machine user');
});

When('the human looks at the API tokens of the machine user', async function (this: CaseWorld) {
  await visitorOf(this).as(person(this, 'the human'), 'GET', placeOf(this, 'the machine user'));
});

When(
  /^the human looks at (the list of API tokens|an API token)$/,
  async function (this: CaseWorld, what: string) {
    const at = placeOf(this, 'the human');
    const path = what.startsWith('the list') ? at : `${at}/${idOf(this, 'ci nightly')}`;
    await visitorOf(this).as(person(this, 'the human'), 'GET', path);
  },
);

Given(
  'the human has deleted the API token {string} over the API',
  async function (this: CaseWorld, name: string) {
    const path = `${placeOf(this, 'the human')}/${idOf(this, name)}`;
    await visitorOf(this).as(person(this, 'the human'), 'DELETE', path);
  },
);

Given(
  /^the tokens of Platform\.sh come from the (old|new) service$/,
  function (this: CaseWorld, service: string) {
    platformshOf(this).settings.tokenErrors = service === 'old' ? 'legacy' : 'ory';
  },
);

When(
  /^somebody exchanges the API token "(.*)" as (.*)$/,
  async function (this: CaseWorld, name: string, style: Style) {
    await visitorOf(this).exchange(shownValue(this, name), style);
  },
);

When('somebody exchanges a made-up API token', async function (this: CaseWorld) {
  await visitorOf(this).exchange('a-value-that-nobody-made');
});

When('somebody calls the API with the value of {string}', async function (this: CaseWorld, name: string) {
  await visitorOf(this).withBearer(shownValue(this, name), 'GET', '/users/me');
});

Given(
  'somebody holds an access token made from the API token {string}',
  async function (this: CaseWorld, name: string) {
    await create(this, 'the human', name);
    const visitor = visitorOf(this);
    // So that the seconds which follow are counted from here alone.
    this.sandbox.clock.freeze();
    visitor.accessToken = await visitor.accessTokenFor(shownValue(this, name));
  },
);

When('somebody uses the access token {int} seconds later', async function (this: CaseWorld, seconds: number) {
  this.sandbox.clock.advance(seconds * 1000);
  const visitor = visitorOf(this);
  await visitor.withBearer(visitor.accessToken, 'GET', '/users/me');
});

When('somebody revokes the access token', async function (this: CaseWorld) {
  const visitor = visitorOf(this);
  const token = visitor.accessToken;
  const fields = { client_id: 'platform-cli', client_secret: '', token, token_type_hint: 'access_token' };
  await visitor.fetch(visitor.address('revoke'), { method: 'POST', body: new URLSearchParams(fields) });
});

When('somebody asks the API for the account with the cookie alone', async function (this: CaseWorld) {
  const visitor = visitorOf(this);
  const { browser } = visitor;
  const { status, html } = await browser.open(`${visitor.address('api')}/users/me`);
  visitor.answer = { ...provider.NO_ANSWER, status, body: html };
});

Then('Platform.sh answers {int}', function (this: CaseWorld, status: number) {
  this.judge(provider.answeredStatus(visitorOf(this).answer, status));
});

Then('Platform.sh hands out an access token for 900 seconds', function (this: CaseWorld) {
  const wanted = ['"access_token":"', '"expires_in":900', '"token_type":"bearer"'];
  this.judge(provider.shows(visitorOf(this).answer.body, wanted, ['refresh_token']));
});

Then('Platform.sh refuses the exchange with {string}', function (this: CaseWorld, error: string) {
  this.judge(provider.refusedWith(visitorOf(this).answer, error));
});

Then(
  /^the API token "(.*)" brings (an|no) access token$/,
  async function (this: CaseWorld, name: string, some: string) {
    const answer = await visitorOf(this).exchange(shownValue(this, name));
    this.judge(provider.answeredStatus(answer, some === 'an' ? 200 : 400));
  },
);

Then(
  /^the API token "(.*)" acts as (the human|the machine user)$/,
  async function (this: CaseWorld, name: string, who: Person) {
    const visitor = visitorOf(this);
    const token = await visitor.accessTokenFor(shownValue(this, name));
    const { body } = await visitor.withBearer(token, 'GET', '/users/me');
    this.judge(provider.shows(body, [`"email":"${person(this, who).email}"`], []));
  },
);

Then('Platform.sh names {string} and tells no value', function (this: CaseWorld, name: string) {
  const { values, answer } = visitorOf(this);
  this.judge(provider.shows(answer.body, [`"name":"${name}"`], [...values.values()]));
});

Then('the access token is refused', async function (this: CaseWorld) {
  const visitor = visitorOf(this);
  this.judge(provider.answeredStatus(await visitor.withBearer(visitor.accessToken, 'GET', '/users/me'), 401));
});

Then(
  'Platform.sh tells that {string} was used and {string} was not',
  async function (this: CaseWorld, used: string, unused: string) {
    const { body } = await visitorOf(this).as(person(this, 'the human'), 'GET', placeOf(this, 'the human'));
    const list = JSON.parse(body) as { name: string; last_used_at: string | null }[];
    const told = [used, unused].map(name => list.find(one => one.name === name)?.last_used_at != null);
    this.judge(provider.isSame('what was used', 'true, false', told.join(', ')));
  },
);
