import { When } from '@cucumber/cucumber';
import { openAcquiaSession } from '../../world/acquia/session.ts';
import { acquiaOf, theClient, theKey } from '../../world/acquia/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { plainSecret } from '../../world/fixtures.ts';
import { callOf, callsAtOnce, moveTime } from '../../world/sessions.ts';

/** The one thing that a case asks of the client. */

const ACCOUNT = { path: '/account' };
const BACKUPS = { method: 'POST', path: '/environments/12-d314739e/databases/db1/backups' } as const;

When('the client makes a call', async function (this: CaseWorld) {
  await callOf(this, await theClient(this), ACCOUNT);
});

When('the client makes a call with a query of special characters', async function (this: CaseWorld) {
  const query: [string, string][] = [
    ['filter', 'name=@a b'],
    ['sort', '-c+d'],
    ['limit', '10'],
  ];
  await callOf(this, await theClient(this), { path: '/applications', query });
});

When(
  'the client makes a/another call {float} seconds after its token was issued',
  async function (this: CaseWorld, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callOf(this, await theClient(this), ACCOUNT);
  },
);

When(
  'the client has made a call {int} seconds after its token was issued',
  async function (this: CaseWorld, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callOf(this, await theClient(this), ACCOUNT);
  },
);

When('the client makes {int} calls at once', async function (this: CaseWorld, count: number) {
  await callsAtOnce(this, await theClient(this), ACCOUNT, count);
});

When(
  'the client makes {int} calls at once {float} seconds after its token was issued',
  async function (this: CaseWorld, count: number, seconds: number) {
    await moveTime(this, seconds * 1000);
    await callsAtOnce(this, await theClient(this), ACCOUNT, count);
  },
);

When('the client creates a backup', async function (this: CaseWorld) {
  await callOf(this, await theClient(this), { ...BACKUPS, body: { json: {} } });
});

When(
  'the client creates a backup with the media type {string}',
  async function (this: CaseWorld, contentType: string) {
    await callOf(this, await theClient(this), { ...BACKUPS, body: { text: '{"note":"hi"}', contentType } });
  },
);

When('the client downloads a backup that is kept on another host', async function (this: CaseWorld) {
  await callOf(this, await theClient(this), { path: `${BACKUPS.path}/1/actions/download` });
});

When('another session makes a call with the right secret', async function (this: CaseWorld) {
  await openAcquiaSession(this, 'client', { key: theKey(this) });
  await callOf(this, 'client', ACCOUNT);
});

When('another session makes a call with an API token of its own', async function (this: CaseWorld) {
  const { entropy, state } = acquiaOf(this);
  await openAcquiaSession(this, 'client', { key: state.createKey('another', plainSecret(entropy)) });
  await callOf(this, 'client', ACCOUNT);
});

When(
  'another session makes a call at another address of the platform with the same key',
  async function (this: CaseWorld) {
    const sandbox = await this.openSandbox();
    sandbox.state.keys.push({ ...acquiaOf(this).state.findKey(theKey(this).id)! });
    await openAcquiaSession(this, 'client', { key: theKey(this), sandbox });
    await callOf(this, 'client', ACCOUNT);
  },
);
