import { Given, Then, When } from '@cucumber/cucumber';
import * as provider from '../../checks/provider.ts';
import { acquiaOf, theKey, theOrganization } from '../../world/acquia/story.ts';
import { type Carriage, visitorOf } from '../../world/acquia/visitor.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** The platform itself, asked over plain HTTP. */

function split(request: string): [method: string, path: string] {
  const [method = '', path = ''] = request.split(' ');
  return [method, path];
}

Given('somebody holds an access token', async function (this: CaseWorld) {
  await visitorOf(this).obtainToken();
});

Given("somebody holds an access token of the organization's scope", async function (this: CaseWorld) {
  await visitorOf(this).obtainToken(`organization:${theOrganization(this).uuid}`);
});

Given(
  /^somebody (?:has created|creates) the API token "(.*)" over the API$/,
  async function (this: CaseWorld, label: string) {
    const visitor = visitorOf(this);
    const { body } = await visitor.send('POST', '/account/tokens', { token: true, body: { label } });
    const made = JSON.parse(body) as { api_key: string; api_secret: string };
    visitor.made.set(label, { id: made.api_key, secret: made.api_secret });
  },
);

When('somebody sends {string} without a credential', async function (this: CaseWorld, request: string) {
  await visitorOf(this).send(...split(request));
});

When('somebody sends {string} with the token', async function (this: CaseWorld, request: string) {
  await visitorOf(this).send(...split(request), { token: true });
});

When(
  'somebody asks for version 2 of {string} with the token',
  async function (this: CaseWorld, request: string) {
    await visitorOf(this).send(...split(request), {
      token: true,
      headers: { Accept: 'application/hal+json, version=2' },
    });
  },
);

When("somebody lists the organization's applications with the token", async function (this: CaseWorld) {
  await visitorOf(this).send('GET', `/organizations/${theOrganization(this).uuid}/applications`, {
    token: true,
  });
});

When("somebody lists the organization's applications, signed by HMAC", async function (this: CaseWorld) {
  const path = `/organizations/${theOrganization(this).uuid}/applications`;
  await visitorOf(this).sendSigned('GET', path, theKey(this));
});

When(/^somebody exchanges the secret (.+)$/, async function (this: CaseWorld, how: Carriage) {
  await visitorOf(this).exchange(theKey(this), how);
});

When('somebody exchanges the API token for another access token', async function (this: CaseWorld) {
  const visitor = visitorOf(this);
  await visitor.exchange(visitor.key!, 'encoded in a form');
});

When('somebody lists the API tokens', async function (this: CaseWorld) {
  await visitorOf(this).send('GET', '/account/tokens', { token: true });
});

When(
  /^somebody (?:removes|has removed) the API token "(.*)"$/,
  async function (this: CaseWorld, label: string) {
    const visitor = visitorOf(this);
    await visitor.send('DELETE', `/account/tokens/${visitor.made.get(label)!.id}`, { token: true });
  },
);

Then('the platform refuses the request as anonymous', function (this: CaseWorld) {
  this.judge(provider.refusedAsAnonymous(visitorOf(this).answer));
});

Then('the platform answers {int}', function (this: CaseWorld, status: number) {
  this.judge(provider.answeredStatus(visitorOf(this).answer, status));
});

Then(/^the exchange is (accepted|refused)$/, function (this: CaseWorld, answer: string) {
  this.judge(provider.exchange(visitorOf(this).answer, answer === 'accepted'));
});

Then("the platform refuses the request for want of the organization's scope", function (this: CaseWorld) {
  this.judge(provider.refusedWith(visitorOf(this).answer, 'additional_authentication_required'));
});

Then('the list names {string} and tells no secret', function (this: CaseWorld, label: string) {
  const visitor = visitorOf(this);
  this.judge(
    provider.shows(
      visitor.answer.body,
      [label],
      [...visitor.made.values()].map(key => key.secret),
    ),
  );
});

Then(
  /^the API token "(.*)" (can|cannot) be exchanged$/,
  async function (this: CaseWorld, label: string, can: string) {
    const visitor = visitorOf(this);
    this.judge(
      provider.exchange(await visitor.exchange(visitor.made.get(label)!, 'encoded in a form'), can === 'can'),
    );
  },
);

Then('the user has as many API tokens as before', function (this: CaseWorld) {
  this.judge(provider.counted('API tokens', visitorOf(this).keysBefore, acquiaOf(this).state.keys.length));
});

Then('the user has {int} more API tokens', function (this: CaseWorld, more: number) {
  this.judge(
    provider.counted('API tokens', visitorOf(this).keysBefore + more, acquiaOf(this).state.keys.length),
  );
});
