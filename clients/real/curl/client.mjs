#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { callsOf } from '../adapter.mjs';
import { serveStdio } from '../stdio.mjs';
import { AcquiaSession } from './acquia.mjs';
import { RealmSession } from './api-token-realm.mjs';
import { cloudApiSession } from './cloud-api.mjs';
import { curlVersion } from './curl.mjs';

/*
 * The client protocol over stdin and stdout for the curl commands of the platforms' documentations.
 * With --data Acquia's token request is made as its documentation warns against, and nothing else.
 */

const { values } = parseArgs({ options: { data: { type: 'boolean', default: false } } });

const ACQUIA = { acquia: ['client-credentials', 'organization-scope'] };
const DOCUMENTED = {
  ...ACQUIA,
  'cloud-api': ['api-key', 'authorization-code'],
  'api-token-realm': ['header', 'query', 'follow-links'],
};

const SESSIONS = {
  acquia: params => new AcquiaSession(params, values.data ? '--data' : '--data-urlencode'),
  'cloud-api': cloudApiSession,
  'api-token-realm': params => new RealmSession(params),
};

await serveStdio(
  callsOf({
    client: {
      name: values.data ? 'curl --data' : 'curl',
      version: await curlVersion(),
      language: 'shell',
      homepage: 'https://curl.se',
    },
    capabilities: values.data ? ACQUIA : DOCUMENTED,
    open: params => SESSIONS[params.platform](params),
  }),
);
