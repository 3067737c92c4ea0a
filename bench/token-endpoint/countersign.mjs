/* The Acquia mock as cases meet it: one sandbox behind the shared listener. */
import { acquia } from '../../dist/mocks/acquia/index.js';
import { MockHost } from '../../dist/mocks/kernel/index.js';
import { form } from './form.mjs';

const host = await MockHost.start(Date.now);
const sandbox = host.open(acquia);
const { id, secret } = sandbox.state.createKey('bench');
process.stdout.write(`${JSON.stringify({ url: sandbox.endpoints.token, body: form(id, secret) })}\n`);
