#!/usr/bin/env node
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { curlVersion } from './curl.mjs';
import { Session } from './session.mjs';

/*
 * The client protocol over stdin and stdout for the curl commands of Acquia's documentation.
 * With --data the token request is made as the documentation warns against.
 */

const { values } = parseArgs({ options: { data: { type: 'boolean', default: false } } });
const sessions = new Map();

const calls = {
  initialize: async () => ({
    protocolVersion: 1,
    client: {
      name: values.data ? 'curl --data' : 'curl',
      version: await curlVersion(),
      language: 'shell',
      homepage: 'https://curl.se',
    },
    capabilities: { acquia: ['client-credentials', 'organization-scope'] },
  }),
  'session/open': async params => {
    sessions.set(params.session, new Session(params, values.data ? '--data' : '--data-urlencode'));
    return {};
  },
  'session/request': params => sessions.get(params.session).request(params),
  'session/close': async ({ session }) => {
    sessions.delete(session);
    return {};
  },
  ping: async () => ({}),
  shutdown: async () => ({}),
};

async function answer({ method, params }) {
  const handler = calls[method];
  if (handler === undefined) return { error: { code: -32601, message: `${method} is not supported.` } };
  try {
    return { result: await handler(params) };
  } catch (error) {
    return { error: { code: -32000, message: error.message, data: { trace: error.stack } } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const call = JSON.parse(line);
  const message = { jsonrpc: '2.0', id: call.id, ...(await answer(call)) };
  process.stdout.write(`${JSON.stringify(message)}\n`);
  if (call.method === 'shutdown') break;
}
process.stdin.destroy();
