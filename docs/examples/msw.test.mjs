import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { interceptProviders } from 'countersign/msw';

/** The SDK under test. It knows the platform's own addresses and no others. */
class Sdk {
  #token = '';
  #renewAt = 0;

  constructor(key, secret) {
    this.credentials = { grant_type: 'client_credentials', client_id: key, client_secret: secret };
  }

  async get(path) {
    if (Date.now() >= this.#renewAt) await this.#renew();
    const headers = { Authorization: `Bearer ${this.#token}` };
    const response = await fetch(`https://cloud.acquia.com/api${path}`, { headers });
    if (response.status !== 403) return response;
    await this.#renew();
    return fetch(response.url, { headers: { Authorization: `Bearer ${this.#token}` } });
  }

  async #renew() {
    const body = new URLSearchParams(this.credentials);
    const answer = await fetch('https://accounts.acquia.com/api/auth/oauth/token', { method: 'POST', body });
    if (!answer.ok) throw new Error(`no token: ${answer.status}`);
    const { access_token: token, expires_in: seconds } = await answer.json();
    this.#token = token;
    this.#renewAt = Date.now() + (seconds - 10) * 1000;
  }
}

let mocks;
let sdk;

beforeEach(async () => {
  mocks = await interceptProviders({ platforms: ['acquia'] });
  const key = mocks.sandbox('acquia').state.createKey('unit test', 'a+b/c=');
  sdk = new Sdk(key.id, key.secret);
});
afterEach(() => mocks.close());

const asked = () =>
  mocks.journal.exchanges.map(({ operation, response }) => `${operation} ${response.status}`);

test('one token serves many calls', async () => {
  await sdk.get('/account');
  await sdk.get('/applications');
  assert.deepEqual(asked(), ['token.issue 200', 'account.get 200', 'applications.list 200']);
});

test('a token that has expired is renewed', async () => {
  await sdk.get('/account');
  mocks.clock.advance(300_000);
  assert.equal((await sdk.get('/account')).status, 200);
  assert.deepEqual(asked().slice(2), ['account.get 403', 'token.issue 200', 'account.get 200']);
});

test('trouble at the token endpoint reaches the caller', async () => {
  mocks.faults.arm({
    name: 'maintenance',
    operation: 'token.issue',
    effect: { kind: 'respond', status: 503, headers: {}, body: '' },
  });
  await assert.rejects(sdk.get('/account'), /no token: 503/);
});

test('nothing else is sent anywhere', async () => {
  await sdk.get('/account');
  assert.deepEqual(mocks.refused, []);
});
