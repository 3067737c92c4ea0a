import { Given, Then, When } from '@cucumber/cucumber';
import type { Permission } from '../../../mocks/api-token-realm/index.ts';
import { describedWith, notLetIn } from '../../checks/api-token-realm/provider.ts';
import * as provider from '../../checks/provider.ts';
import { realmOf } from '../../world/api-token-realm/story.ts';
import { visitorOf, type Way } from '../../world/api-token-realm/visitor.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** The platform itself, asked over plain HTTP. */

const permissionsOf = (list: string) => list.split(/[ ,]+/).filter(Boolean) as Permission[];

/** What a token can go through, by the words of the features. */
const STATES: Readonly<Record<string, (world: CaseWorld) => void>> = {
  active: () => {},
  inactive: world => realmOf(world).state.deactivate(visitorOf(world).token!),
  'activated again': world => {
    STATES.inactive!(world);
    realmOf(world).state.activate(visitorOf(world).token!);
  },
  deleted: world => realmOf(world).state.delete(visitorOf(world).token!),
};

Given('a visitor holds a token', function (this: CaseWorld) {
  visitorOf(this).hold();
});

Given('a visitor holds a token that may {string} alone', function (this: CaseWorld, list: string) {
  visitorOf(this).hold(permissionsOf(list));
});

Given('a visitor holds a token that may everything but {string}', function (this: CaseWorld, list: string) {
  const { admin, environment } = realmOf(this).state;
  const rights = [...realmOf(this).state.rightsOf(admin, environment)];
  visitorOf(this).hold(rights.filter(permission => !permissionsOf(list).includes(permission)));
});

Given(/^the token is (active|inactive|activated again|deleted)$/, function (this: CaseWorld, state: string) {
  STATES[state]!(this);
});

Given('header and query are not taken together', function (this: CaseWorld) {
  realmOf(this).settings.bothTransports = 'never';
});

When('a visitor sends {string} without a token', async function (this: CaseWorld, request: string) {
  await visitorOf(this).send(request);
});

When(
  /^a visitor sends "(.*)" with the token in the (header|query|header and query)$/,
  async function (this: CaseWorld, request: string, way: Way) {
    await visitorOf(this).send(request, way);
  },
);

When(
  /^a visitor sends the token in capitals in the (header|query|header and query)$/,
  async function (this: CaseWorld, way: Way) {
    const visitor = visitorOf(this);
    await visitor.send('GET /metrics', way, visitor.token!.access.value.toUpperCase());
  },
);

When(
  'a visitor sends the Authorization header {string} with the token for T',
  async function (this: CaseWorld, header: string) {
    const visitor = visitorOf(this);
    const { value } = visitor.token!.access;
    await visitor.sendWith('GET /metrics', header.replace(/T$/, value));
  },
);

When('a visitor sends the token in the header and another in the query', async function (this: CaseWorld) {
  const visitor = visitorOf(this);
  const { value } = visitor.token!.access;
  await visitor.sendWith('GET /metrics', `apiToken ${value}`, visitor.spare.access.value);
});

When('a visitor reads the descriptions of the requests', async function (this: CaseWorld) {
  await visitorOf(this).fetch(this.sandbox.endpoints.api!.replace(/\/api\/v1$/, '/docs'));
});

When('a visitor asks for a project of another environment', async function (this: CaseWorld) {
  const { state } = realmOf(this);
  const { id } = state.inventory.addProject(state.addEnvironment('Staging'), 'elsewhere');
  await visitorOf(this).send(`GET /projects/${id}`, 'header');
});

Then('the platform lets nobody in', function (this: CaseWorld) {
  this.judge(notLetIn(visitorOf(this).answer));
});

Then('the realm answers {int}', function (this: CaseWorld, status: number) {
  this.judge(provider.answeredStatus(visitorOf(this).answer, status));
});

Then('{string} is described as asking for {}', function (this: CaseWorld, request: string, wanted: string) {
  this.judge(describedWith(visitorOf(this).answer.body, request, wanted));
});

Then('the answer names {string} as what is missing', function (this: CaseWorld, permission: string) {
  this.judge(provider.shows(visitorOf(this).answer.body, [permission], []));
});

Then('nobody may keep the answer or pass its address on', function (this: CaseWorld) {
  const { headers } = visitorOf(this).answer;
  this.judge(provider.isSame('Cache-Control', 'no-store', headers['cache-control'] ?? 'none'));
  this.judge(provider.isSame('Referrer-Policy', 'no-referrer', headers['referrer-policy'] ?? 'none'));
});

Then('the answer leads on to {string} without the token', function (this: CaseWorld, where: string) {
  const { answer, token } = visitorOf(this);
  const led = `${answer.headers.location ?? ''}${answer.body}`;
  this.judge(provider.shows(led, [where], [token!.access.value]));
});
