import { Given, When } from '@cucumber/cucumber';
import { openAcquiaSession } from '../../world/acquia/session.ts';
import { acquiaOf, storyOf, theClient, theKey, theOrganization } from '../../world/acquia/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { type CallOfSession, callOf, moveTime } from '../../world/sessions.ts';

/** Organizations that use Single Sign-On, and the calls for what they own. */

type Which = 'first' | 'other';

function applicationsOf(world: CaseWorld, which: Which = 'first'): CallOfSession {
  return { path: `/organizations/${theOrganization(world, which).uuid}/applications` };
}

function makeOrganization(world: CaseWorld, name: string) {
  const { state } = acquiaOf(world);
  const organization = state.addOrganization({ name, sso: true });
  state.addApplication(organization, `${name.toLowerCase()}-site`);
  return organization;
}

async function listAs(world: CaseWorld, session: string, which: Which): Promise<void> {
  const organization = theOrganization(world, which).uuid;
  await openAcquiaSession(world, session, { key: theKey(world), organization });
  await callOf(world, session, applicationsOf(world, which));
}

Given('an organization that uses Single Sign-On', function (this: CaseWorld) {
  storyOf(this).organization = makeOrganization(this, 'Harbour');
});

Given('another organization that uses Single Sign-On', function (this: CaseWorld) {
  storyOf(this).otherOrganization = makeOrganization(this, 'Orchard');
});

Given('the client is configured for that organization', function (this: CaseWorld) {
  storyOf(this).opening.organization = theOrganization(this).uuid;
});

Given("the client has listed the organization's applications", async function (this: CaseWorld) {
  await callOf(this, await theClient(this), applicationsOf(this));
});

Given(
  "a session of this installation has listed the first organization's applications",
  async function (this: CaseWorld) {
    await listAs(this, 'earlier', 'first');
  },
);

Given(
  'a session of this installation without organization has made a call',
  async function (this: CaseWorld) {
    await openAcquiaSession(this, 'earlier', { key: theKey(this) });
    await callOf(this, 'earlier', { path: '/account' });
  },
);

When("the client lists the organization's applications", async function (this: CaseWorld) {
  await callOf(this, await theClient(this), applicationsOf(this));
});

When(
  "the client lists the organization's applications {float} seconds after its token was issued",
  async function (this: CaseWorld, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callOf(this, await theClient(this), applicationsOf(this));
  },
);

When("the client lists the other organization's applications", async function (this: CaseWorld) {
  await callOf(this, await theClient(this), applicationsOf(this, 'other'));
});

When(
  "another session lists the {word} organization's applications",
  async function (this: CaseWorld, which: Which) {
    await listAs(this, 'client', which);
  },
);

When('another session without organization makes a call', async function (this: CaseWorld) {
  await openAcquiaSession(this, 'client', { key: theKey(this) });
  await callOf(this, 'client', { path: '/account' });
});
