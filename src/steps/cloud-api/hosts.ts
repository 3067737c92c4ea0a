import { Then, When } from '@cucumber/cucumber';
import { callsGoTo } from '../../checks/cloud-api/hosts.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { openKeySession } from '../../world/cloud-api/session.ts';
import { cloudApiOf } from '../../world/cloud-api/story.ts';
import { callOf } from '../../world/sessions.ts';

/** The three hosts that the document names for one API. */

const ENDPOINTS: Readonly<Record<string, string>> = {
  'api.cloudplatform.example': 'api',
  'api.cloudplatform.dev': 'apiDev',
  'api.cloud.example.com': 'apiSamples',
};

When(
  'the client, given the API at {string}, lists its projects',
  async function (this: CaseWorld, host: string) {
    const { state, endpoints } = cloudApiOf(this);
    const apiKey = state.createKey().access.value;
    const url = endpoints[ENDPOINTS[host] ?? ''];
    if (url === undefined)
      throw new Error(`Failed to prepare "${host}": known are ${Object.keys(ENDPOINTS).join(', ')}.`);
    await openKeySession(this, 'client', apiKey, { written: () => url });
    await callOf(this, 'client', { path: '/projects' });
  },
);

Then('every call of the client is made at {string}', function (this: CaseWorld, host: string) {
  this.judge(callsGoTo(this.evidence(), host));
});
