// Declares everything and reports every call as a success, without asking the platform anything.
import { liar } from './liar.mjs';

const value = {
  authorizationUrl: 'http://127.0.0.1:9/authorize?oauth_token=made-up',
  id: 'user_1',
  email: 'ada@example.com',
  token: 'made-up',
};
liar({ outcome: 'response', status: 200, headers: {}, body: '{}' }, { outcome: 'ok', value });
