import { Given, When } from '@cucumber/cucumber';
import type { CaseWorld } from '../../world/case-world.ts';
import { theClient } from '../../world/clever-cloud/session.ts';
import { cleverCloudOf } from '../../world/clever-cloud/story.ts';
import { type CallOfSession, callOf, invoke, moveTime } from '../../world/sessions.ts';

/** API calls that the client is asked to make. */

/** As no key of the platform's own is. */
const ODD_KEY = 'ck a+b/é';
const PROFILE = { path: '/v2/self' };

/** A path below the organisation of the user. */
function owned(world: CaseWorld, path: string, version = 'v2'): string {
  return `/${version}/organisations/${cleverCloudOf(world).state.organisation.id}${path}`;
}

/** The five requests that the documentation shows, by the words of the features. */
const SAMPLES: Readonly<Record<string, (world: CaseWorld) => string>> = {
  'the profile': () => '/v2/self',
  'the summary': () => '/v2/summary',
  'the zones': () => '/v4/products/zones',
  'the applications': world => owned(world, '/applications'),
  'an invoice': world => {
    const [invoice] = cleverCloudOf(world).state.people.invoices;
    return owned(world, `/${invoice!.number}.pdf`, 'v4/billing');
  },
};

/** What a consumer is created with: characters that every encoder treats in a way of its own. */
const CONSUMER: [string, string][] = [
  ['name', "L'été + *(hiver)*!"],
  ['baseUrl', 'https://shop.example.test/a b'],
  ['description', ''],
  ['url', 'https://shop.example.test/?a=1&b=%2B~'],
];

/** Lists of `name=value`, raw: the harness hands over pairs, and the client encodes them. */
function pairsOf(list: string): [string, string][] {
  return list.split(' ').map(pair => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=').replaceAll('SPACE', ' ')];
  });
}

async function call(world: CaseWorld, request: CallOfSession): Promise<void> {
  await callOf(world, await theClient(world), request);
}

When("the client asks for the user's profile", async function (this: CaseWorld) {
  await call(this, PROFILE);
});

Given("the client has asked for the user's profile", async function (this: CaseWorld) {
  await call(this, PROFILE);
});

When(
  "the client asks for the user's profile {int} seconds after its token was issued",
  async function (this: CaseWorld, seconds: number) {
    await theClient(this);
    await moveTime(this, seconds * 1000);
    await call(this, PROFILE);
  },
);

When('the client lists applications with the query {string}', async function (this: CaseWorld, list: string) {
  await call(this, { path: owned(this, '/applications'), query: pairsOf(list) });
});

When('the client sends the documented request for {}', async function (this: CaseWorld, what: string) {
  const path = SAMPLES[what];
  if (path === undefined)
    throw new Error(`Failed to ask for "${what}": known are ${Object.keys(SAMPLES).join(', ')}.`);
  await call(this, { path: path(this) });
});

When('the client looks up who is logged in', async function (this: CaseWorld) {
  await invoke(this, await theClient(this), 'profile.get');
});

When("the client asks for an application of somebody else's", async function (this: CaseWorld) {
  const { entropy, state } = cleverCloudOf(this);
  const stranger = state.people.addOrganisation({ name: 'Harbour', members: [] });
  const { id } = state.people.addApplication(stranger, `harbour-${entropy.bytes(2).toString('hex')}`);
  await call(this, { path: owned(this, `/applications/${id}`) });
});

When('the client asks for an invoice that does not exist', async function (this: CaseWorld) {
  await call(this, { path: owned(this, '/F20000101-000000.pdf', 'v4/billing') });
});

Given('the organisation has a consumer whose key needs escapes', function (this: CaseWorld) {
  const { state } = cleverCloudOf(this);
  const fields = { name: 'Odd', baseUrl: 'https://app.example.test' };
  state.consumers.create(state.organisation, fields, { key: ODD_KEY });
});

When('the client asks for that consumer', async function (this: CaseWorld) {
  await call(this, { path: owned(this, `/consumers/${encodeURIComponent(ODD_KEY)}`) });
});

When('the client creates a consumer by a form', async function (this: CaseWorld) {
  await call(this, { method: 'POST', path: owned(this, '/consumers'), body: { form: CONSUMER } });
});

When(
  'the client creates a consumer by a form, with a query of the same names',
  async function (this: CaseWorld) {
    const query: [string, string][] = [
      ['name', 'z'],
      ['name', 'A'],
    ];
    await call(this, { method: 'POST', path: owned(this, '/consumers'), query, body: { form: CONSUMER } });
  },
);

When('the client creates a consumer by JSON', async function (this: CaseWorld) {
  const json = Object.fromEntries(CONSUMER);
  await call(this, { method: 'POST', path: owned(this, '/consumers'), body: { json } });
});
