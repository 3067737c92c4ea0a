import { Given, Then, When } from '@cucumber/cucumber';
import * as api from '../../checks/cloud-api/provider.ts';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { type Developer, developerOf, WAYS, type Way } from '../../world/cloud-api/developer.ts';
import { cloudApiOf } from '../../world/cloud-api/story.ts';

/** The API of the Cloud API Platform, asked over plain HTTP. */

/** Headers that tell of a quota, and what they say. */
const QUOTA: readonly (readonly [string, RegExp])[] = [
  ['X-RateLimit-Limit', /^\d+$/],
  ['X-RateLimit-Remaining', /^\d+$/],
  ['X-RateLimit-Reset', /^\d{10}$/],
  ['RateLimit', /;r=\d+;t=\d+$/],
];

function wayOf(words: string): Way {
  if (words in WAYS) return words as Way;
  throw new Error(`Failed to send "${words}": known are ${Object.keys(WAYS).join(', ')}.`);
}

/** The text of a member of the last answer's JSON. */
function member({ answer }: Developer, name: string): string {
  return String((api.jsonOf(answer) as Record<string, unknown> | undefined)?.[name] ?? '');
}

Given('a developer holds an API key', function (this: CaseWorld) {
  developerOf(this);
});

Given('the platform refuses plain http', function (this: CaseWorld) {
  if (this.sandbox.endpoints.api!.startsWith('https:'))
    this.stop('not-applicable', "The platform's own hosts are reached by https only.");
  cloudApiOf(this).settings.plainHttp = 'refused';
});

Given('the key has one request left in this minute', function (this: CaseWorld) {
  const { state } = cloudApiOf(this);
  state.leaveRequests(state.keys.all[0]!, 1);
});

Given('somebody else has a project named {string}', function (this: CaseWorld, name: string) {
  const { state } = cloudApiOf(this);
  const owner = state.addUser({ name: 'Grace Okafor', email: 'grace@example.com' });
  state.addProject({ name, region: 'eu-central', owner });
});

Given('the platform has revoked the key', function (this: CaseWorld) {
  const { state } = cloudApiOf(this);
  state.revokeKey(state.keys.all[0]!);
});

When(
  /^a developer (?:sends|has sent) '([^']*)' (with[^,]*)$/,
  async function (this: CaseWorld, request: string, words: string) {
    await developerOf(this).send(request, wayOf(words));
  },
);

When(
  /^a developer (?:sends|has sent) '([^']*)' with the key, as "(.*)"$/,
  async function (this: CaseWorld, request: string, contentType: string) {
    await developerOf(this).send(request, 'with the key', { 'content-type': contentType });
  },
);

When(
  /^a developer (?:sends|has sent) '([^']*)' with the key, under the Idempotency-Key "(.*)"$/,
  async function (this: CaseWorld, request: string, key: string) {
    await developerOf(this).send(request, 'with the key', { 'idempotency-key': key });
  },
);

When(
  "a developer sends {string} to each of the API's documented hosts",
  async function (this: CaseWorld, request: string) {
    for (const host of ['api', 'apiDev', 'apiSamples'])
      await developerOf(this).send(request, 'with the key', {}, host);
  },
);

When('a developer goes where the answer leads', async function (this: CaseWorld) {
  const developer = developerOf(this);
  const location = developer.answer.headers.location ?? '';
  await developer.send(`GET ${location.replace(/^.*\/v1/, '')}`, 'with the key');
});

Then(
  'the Cloud API refuses with {int} and {string}',
  function (this: CaseWorld, status: number, code: string) {
    this.judge(api.refusedWithCode(developerOf(this).answer, status, code));
  },
);

Then('the Cloud API answers {int}', function (this: CaseWorld, status: number) {
  this.judge(provider.answeredStatus(developerOf(this).answer, status));
});

Then(
  'the answer challenges the caller to bring a bearer token {word} an error',
  function (this: CaseWorld, with_: string) {
    const pattern = with_ === 'with' ? /^Bearer .*error="/ : /^Bearer (?!.*error=)/;
    this.judge(api.saysInHeader(developerOf(this).answer, 'WWW-Authenticate', pattern));
  },
);

Then('the answer redirects nobody', function (this: CaseWorld) {
  this.judge(api.saysInHeader(developerOf(this).answer, 'Location', null));
});

Then('the answer allows {string}', function (this: CaseWorld, methods: string) {
  this.judge(api.saysInHeader(developerOf(this).answer, 'Allow', new RegExp(`^${methods}$`)));
});

Then('the answer tells of the quota', function (this: CaseWorld) {
  for (const [name, pattern] of QUOTA) this.judge(api.saysInHeader(developerOf(this).answer, name, pattern));
});

Then('the answer says when to come back', function (this: CaseWorld) {
  this.judge(api.saysInHeader(developerOf(this).answer, 'Retry-After', /^[1-9]\d?$/));
});

Then('the quota falls by one from answer to answer', function (this: CaseWorld) {
  const left = developerOf(this).answers.map(a => Number(a.headers['x-ratelimit-remaining']));
  const expected = left.map((_, i) => left[0]! - i).join(', ');
  this.judge(provider.isSame('what is left', expected, left.join(', ')));
});

Then('all answers are alike', function (this: CaseWorld) {
  this.judge(api.answeredAlike(developerOf(this).answers));
});

Then('there is one project named {string}', function (this: CaseWorld, name: string) {
  const { projects } = cloudApiOf(this).state.people;
  this.judge(provider.counted(`projects named ${name}`, 1, projects.filter(p => p.name === name).length));
});

Then('the list names {string} in this order', async function (this: CaseWorld, names: string) {
  const { data } = (api.jsonOf(developerOf(this).answer) ?? {}) as { data?: { name: string }[] };
  const listed = (data ?? []).map(({ name }) => name).join(', ');
  this.judge(provider.isSame('the list', names, listed));
});

Then('the answer is the project {string} with the id that it had', function (this: CaseWorld, name: string) {
  const developer = developerOf(this);
  const made = developer.answers.find(a => a.status === 201);
  const { id } = (made === undefined ? {} : api.jsonOf(made)) as { id?: string };
  this.judge(provider.isSame('its name', name, member(developer, 'name')));
  this.judge(provider.isSame('its id', id ?? 'an id', member(developer, 'id')));
});

Then('the answer holds a key of the documented form', function (this: CaseWorld) {
  const key = member(developerOf(this), 'key');
  this.secrets.hide(key);
  const right = /^sk_live_[A-Za-z0-9]{21}$/.test(key);
  this.judge(provider.isSame('the form of the key', 'as documented', right ? 'as documented' : key));
});

Then('the key in the answer opens the API', async function (this: CaseWorld) {
  const developer = developerOf(this);
  developer.key = member(developer, 'key');
  this.judge(provider.answeredStatus(await developer.send('GET /projects', 'with the key'), 200));
});
