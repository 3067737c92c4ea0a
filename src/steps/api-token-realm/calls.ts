import { Given, When } from '@cucumber/cucumber';
import { theClient } from '../../world/api-token-realm/session.ts';
import { realmOf } from '../../world/api-token-realm/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { type CallOfSession, callOf } from '../../world/sessions.ts';

/** The one thing that a case asks of the client. */

const METRICS = { path: '/metrics' };

/** What the client can be asked to do other than by GET, by the words of the features. */
const CHANGES: Readonly<Record<string, (world: CaseWorld) => CallOfSession>> = {
  'asks for the head of a list': () => ({ ...METRICS, method: 'HEAD' }),
  'adds a project': () => ({ path: '/projects', method: 'POST', body: { json: { name: 'harbour' } } }),
  'removes a project': world => {
    const { inventory, environment } = realmOf(world).state;
    return { path: `/projects/${inventory.projectsIn(environment)[0]!.id}`, method: 'DELETE' };
  },
};

async function call(world: CaseWorld, request: CallOfSession): Promise<void> {
  await callOf(world, await theClient(world), request);
}

/** The address of the second page, as the platform has named it in its last answer. */
function nextPage(world: CaseWorld): string {
  const body = JSON.parse(String(world.sandbox.journal.exchanges.at(-1)?.response?.body ?? '{}'));
  return body.next ?? `${world.sandbox.endpoints.api}/metrics?cursor=met_3`;
}

When('the client lists the metrics', async function (this: CaseWorld) {
  await call(this, METRICS);
});

Given(/^the client has (?:listed the metrics|been refused)$/, async function (this: CaseWorld) {
  await call(this, METRICS);
});

When('the client lists the metrics with the query {string}', async function (this: CaseWorld, list: string) {
  await call(this, { ...METRICS, query: [...new URLSearchParams(list)] });
});

When('the client follows the link to the next page', async function (this: CaseWorld) {
  const url = nextPage(this);
  const session = await theClient(this);
  await callOf(this, session, { url });
});

When('the client asks for the latest metric, which a redirect leads to', async function (this: CaseWorld) {
  await call(this, { path: '/metrics/latest' });
});

When('the client downloads a metric that is kept on another host', async function (this: CaseWorld) {
  await call(this, { path: '/metrics/met_1/export' });
});

When('the client asks for the usage', async function (this: CaseWorld) {
  await call(this, { path: '/usage' });
});

When(
  /^the client (asks for the head of a list|(?:adds|removes) a project)$/,
  async function (this: CaseWorld, what: string) {
    await call(this, CHANGES[what]!(this));
  },
);
