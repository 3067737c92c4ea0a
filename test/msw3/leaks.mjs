// Sends something to a host that is nobody's in every way that Node has, and prints what came of it.
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { get } from 'node:https';
import { connect } from 'node:net';
import { interceptProviders } from 'countersign/msw';

const mocks = await interceptProviders({ platforms: ['acquia'] });
const errors = [];
const failing = async attempt => {
  try {
    await attempt();
    errors.push('let through');
  } catch {
    errors.push('refused');
  }
};
await failing(() => fetch('https://elsewhere.test/fetch'));
await failing(() => once(get('https://elsewhere.test/https'), 'response'));
await failing(async () => {
  const session = connectHttp2('https://elsewhere.test');
  await Promise.race([once(session.request({ ':path': '/http2' }), 'response'), once(session, 'never')]);
});
const talk = socket => {
  socket.write('HELO\r\n');
  return once(socket, 'data');
};
await failing(() => talk(connect(25, 'elsewhere.test')));
await failing(() => talk(connect(25, '192.0.2.1')));
await new Promise(setImmediate);
console.log(JSON.stringify({ errors, refused: mocks.refused }));
await mocks.close();
