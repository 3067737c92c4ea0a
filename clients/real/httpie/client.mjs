#!/usr/bin/env node
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callsOf } from '../adapter.mjs';
import { serveStdio } from '../stdio.mjs';
import { httpieVersion } from './httpie.mjs';
import { cloudApiSession, realmSession } from './session.mjs';

/*
 * The client protocol over stdin and stdout for HTTPie on the command line.
 */

const SESSIONS = { 'cloud-api': cloudApiSession, 'api-token-realm': realmSession };

const config = await mkdtemp(join(tmpdir(), 'countersign-httpie-'));
try {
  // It would ask its makers for a newer version.
  await writeFile(join(config, 'config.json'), '{"disable_update_warnings": true}\n');
  await serveStdio(
    callsOf({
      client: {
        name: 'HTTPie',
        version: await httpieVersion(),
        language: 'shell',
        homepage: 'https://httpie.io/cli',
      },
      capabilities: {
        'cloud-api': ['api-key', 'authorization-code'],
        'api-token-realm': ['header', 'query', 'follow-links'],
      },
      open: params => SESSIONS[params.platform](params, config),
    }),
  );
} finally {
  await rm(config, { recursive: true });
}
