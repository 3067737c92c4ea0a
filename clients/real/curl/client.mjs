#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { callsOf } from '../adapter.mjs';
import { serveStdio } from '../stdio.mjs';
import { curlVersion } from './curl.mjs';
import { Session } from './session.mjs';

/*
 * The client protocol over stdin and stdout for the curl commands of Acquia's documentation.
 * With --data the token request is made as the documentation warns against.
 */

const { values } = parseArgs({ options: { data: { type: 'boolean', default: false } } });

await serveStdio(
  callsOf({
    client: {
      name: values.data ? 'curl --data' : 'curl',
      version: await curlVersion(),
      language: 'shell',
      homepage: 'https://curl.se',
    },
    capabilities: { acquia: ['client-credentials', 'organization-scope'] },
    open: params => new Session(params, values.data ? '--data' : '--data-urlencode'),
  }),
);
