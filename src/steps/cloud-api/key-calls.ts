import { Given, When } from '@cucumber/cucumber';
import type { CaseWorld } from '../../world/case-world.ts';
import { openKeySession, theClient } from '../../world/cloud-api/session.ts';
import { cloudApiOf, storyOf } from '../../world/cloud-api/story.ts';
import { type CallOfSession, callOf, invoke } from '../../world/sessions.ts';
import { throughWaits } from '../../world/waiting.ts';

/** The one thing that a case asks of a client with an API key. */

const LIST: CallOfSession = { path: '/projects' };
const DAY_MS = 24 * 3_600_000;
const ZONE_MS = 2 * 3_600_000;
const NAMES = ['first', 'second'] as const;

/** A request as the documentation shows it, for each endpoint. */
const DOCUMENTED: Readonly<Record<string, (world: CaseWorld) => CallOfSession>> = {
  'the list of projects': () => LIST,
  'a new project': () => creation('ingest-a', 'us-east'),
  'a new key': world => ({
    method: 'POST',
    path: '/keys',
    body: { json: { project_id: projectId(world), name: 'ci' } },
  }),
  'the usage of a project': world => usage(world, lastDay(world)),
};

function creation(name: string, region: string): CallOfSession {
  return { method: 'POST', path: '/projects', body: { json: { name, region } } };
}

function usage(world: CaseWorld, { start, end }: ReturnType<typeof lastDay>): CallOfSession {
  const query: [string, string][] = [
    ['project_id', projectId(world)],
    ['start', start],
    ['end', end],
  ];
  return { path: '/usage', query };
}

/** The day that ends now, in UTC or in the time of another zone, which is written with a plus. */
function lastDay({ sandbox: { clock } }: CaseWorld, zone: 'UTC' | '+02:00' = 'UTC') {
  const moment = (at: number) => new Date(at + (zone === 'UTC' ? 0 : ZONE_MS)).toISOString().slice(0, 19);
  const suffix = zone === 'UTC' ? 'Z' : zone;
  return { start: moment(clock.now() - DAY_MS) + suffix, end: moment(clock.now()) + suffix };
}

function projectId(world: CaseWorld): string {
  return cloudApiOf(world).state.project.id;
}

/** Whatever a client does of its own accord after an answer may take time, which then passes at once. */
async function call(world: CaseWorld, request: CallOfSession, name?: string): Promise<void> {
  const session = name ?? (await theClient(world));
  await throughWaits(world, () => callOf(world, session, request));
}

async function operate(world: CaseWorld, operation: string, input = {}): Promise<void> {
  const session = await theClient(world);
  await throughWaits(world, () => invoke(world, session, operation, input));
}

When('the client lists projects', async function (this: CaseWorld) {
  await call(this, LIST);
});

Given('the client has listed projects', async function (this: CaseWorld) {
  await call(this, LIST);
});

When('the client uses every endpoint once', async function (this: CaseWorld) {
  for (const request of Object.values(DOCUMENTED)) await call(this, request(this));
});

When('the client sends the sample request for {}', async function (this: CaseWorld, what: string) {
  const request = DOCUMENTED[what];
  if (request === undefined)
    throw new Error(`Failed to ask for "${what}": known are ${Object.keys(DOCUMENTED).join(', ')}.`);
  await call(this, request(this));
});

When(
  'the client requests the usage of the last day in the time of another zone',
  async function (this: CaseWorld) {
    await call(this, usage(this, lastDay(this, '+02:00')));
  },
);

When('the client creates a new project', async function (this: CaseWorld) {
  await call(this, creation('ingest-a', 'us-east'));
});

When('the client creates two projects', async function (this: CaseWorld) {
  for (const name of NAMES) await call(this, creation(name, 'us-east'));
});

When(
  'the client creates the project {string} in {string}',
  async function (this: CaseWorld, name: string, region: string) {
    await call(this, creation(name, region));
  },
);

When('the client asks for the address {string}', async function (this: CaseWorld, path: string) {
  await call(this, { path });
});

Given('two sessions have keys of their own', async function (this: CaseWorld) {
  const { state } = cloudApiOf(this);
  for (const name of NAMES) await openKeySession(this, name, state.createKey({ name }).access.value);
});

When('each session lists projects', async function (this: CaseWorld) {
  for (const name of NAMES) await call(this, LIST, name);
});

Given(
  "the client's user allows plain http, and the client has listed projects",
  async function (this: CaseWorld) {
    const key = cloudApiOf(this).state.createKey();
    storyOf(this).key = key;
    // At loopback this is plain http, as its user allows; at production hosts, where http reaches nobody, it is https.
    await openKeySession(this, 'allowed', key.access.value);
    await call(this, LIST, 'allowed');
  },
);

When(
  'the client lists projects over plain http, which its user does not allow',
  async function (this: CaseWorld) {
    storyOf(this).opening = { written: overHttp, options: { allowInsecure: false } };
    await call(this, LIST);
  },
);

function overHttp(url: string): string {
  return url.replace(/^https:/, 'http:');
}

When('the client is asked for the list of projects', async function (this: CaseWorld) {
  await operate(this, 'projects.list');
});

When(
  'the client is to create the project {string} in {string}',
  async function (this: CaseWorld, name: string, region: string) {
    await operate(this, 'projects.create', { name, region });
  },
);

When(
  'the client is to issue the key {string} for the project',
  async function (this: CaseWorld, name: string) {
    await operate(this, 'keys.create', { project: projectId(this), name });
  },
);

When('the client is asked for the usage of the last day', async function (this: CaseWorld) {
  await operate(this, 'usage.get', { project: projectId(this), ...lastDay(this) });
});

When("the client is asked for the user's profile", async function (this: CaseWorld) {
  await operate(this, 'user.get');
});
