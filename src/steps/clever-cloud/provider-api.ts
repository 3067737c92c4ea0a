import { Given, Then, When } from '@cucumber/cucumber';
import * as provider from '../../checks/provider.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { cleverCloudOf, storyOf } from '../../world/clever-cloud/story.ts';
import { visitorOf } from '../../world/clever-cloud/visitor.ts';

/** The platform itself, asked over plain HTTP. */

const YEAR_MS = 365 * 24 * 3_600_000;

function apiToken(world: CaseWorld): string {
  return storyOf(world).apiToken!.access.value;
}

Given('somebody holds a user token and an API token', function (this: CaseWorld) {
  const { state, clock } = cleverCloudOf(this);
  const { user, organisation } = state;
  const story = storyOf(this);
  story.consumer = state.consumers.create(organisation, {
    name: 'Visitor',
    baseUrl: 'https://app.example.test',
  });
  story.userToken = state.userTokens.issue({ consumer: story.consumer, user });
  story.apiToken = state.apiTokens.create({ user, name: 'visitor', expiresAt: clock.now() + YEAR_MS });
});

When(
  'somebody asks the API for {string} with the user token',
  async function (this: CaseWorld, path: string) {
    await visitorOf(this).asUser(path, storyOf(this).userToken!);
  },
);

When("somebody asks the API for the organisation's consumers", async function (this: CaseWorld) {
  const { id } = cleverCloudOf(this).state.organisation;
  await visitorOf(this).asUser(`/v2/organisations/${id}/consumers`, storyOf(this).userToken!);
});

When('somebody asks the API for {string} with the API token', async function (this: CaseWorld, path: string) {
  await visitorOf(this).withApiToken('api', path, apiToken(this));
});

When(
  'somebody asks the API for {string} without a credential',
  async function (this: CaseWorld, path: string) {
    await visitorOf(this).fetch(`${this.sandbox.endpoints.api}${path}`);
  },
);

When(
  'somebody asks the bridge for {string} with the API token',
  async function (this: CaseWorld, path: string) {
    await visitorOf(this).withApiToken('bridge', path, apiToken(this));
  },
);

When(
  /^somebody asks the bridge for the organisation of (its user|somebody else) with the API token$/,
  async function (this: CaseWorld, whose: string) {
    const { organisation, people } = cleverCloudOf(this).state;
    const { id } =
      whose === 'its user' ? organisation : people.addOrganisation({ name: 'Harbour', members: [] });
    await visitorOf(this).withApiToken('bridge', `/v2/organisations/${id}/applications`, apiToken(this));
  },
);

Then('the request is answered with {int}', function (this: CaseWorld, status: number) {
  this.judge(provider.answeredStatus(visitorOf(this).answer, status));
});

Then('the answer names {string}', function (this: CaseWorld, name: string) {
  this.judge(provider.shows(visitorOf(this).answer.body, [`"${name}"`], []));
});

Then(
  /^the API token "(.*)" (opens|does not open) the bridge$/,
  async function (this: CaseWorld, name: string, opens: string) {
    const { secret } = visitorOf(this).seen.get(name)!;
    const answer = await visitorOf(this).withApiToken('bridge', '/v2/self', secret);
    this.judge(provider.answeredStatus(answer, opens === 'opens' ? 200 : 401));
  },
);

Then('the key and secret of {string} bring a request token', async function (this: CaseWorld, name: string) {
  const { id: key, secret } = visitorOf(this).seen.get(name)!;
  const answer = await visitorOf(this).askRequestToken({ key, secret });
  this.judge(provider.shows(answer.body, ['oauth_token=', 'oauth_callback_confirmed=true'], [secret]));
});

Then('the consumer {string} belongs to the organisation', function (this: CaseWorld, name: string) {
  const { consumers, organisation } = cleverCloudOf(this).state;
  const names = consumers.ofOwner(organisation).map(consumer => consumer.name);
  this.judge(provider.shows(names.join('\n'), [name], []));
});
