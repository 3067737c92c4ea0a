/* oauth2-mock-server as its README starts it. */
import { OAuth2Server } from 'oauth2-mock-server';
import { form } from './form.mjs';

const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
const { port } = server.address();
const url = `http://127.0.0.1:${port}/token`;
process.stdout.write(`${JSON.stringify({ url, body: form('key', 'secret') })}\n`);
