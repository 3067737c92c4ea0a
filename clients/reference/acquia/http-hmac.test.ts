import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { API_KEY, API_SECRET, openParams } from '../../testing/acquia.ts';
import { NOW, request } from '../../testing/session.ts';
import { type Arrival, TinyServer } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';
import { type HmacKey, signatureHeaders, stringToSign, verifyResponse } from './http-hmac.ts';

// Made with Acquia's PHP library and recomputed by hand: the platform sheet's own vector.
const key: HmacKey = { id: API_KEY, secret: Buffer.from(API_SECRET, 'base64'), realm: 'Acquia' };
const stamp = { nonce: '1f0c9e11-0000-4000-8000-000000000001', timestamp: 1700000000 };
const signed = {
  method: 'POST',
  url: new URL('https://cloud.acquia.com/api/environments/12-d314739e/databases/db1/backups?x=a%20b&y=c%2Bd'),
  headers: { 'content-type': 'Application/JSON' },
  body: Buffer.from('{"note":"hi"}'),
};

describe('the published vector', () => {
  it('is signed as its string to sign says', () => {
    expect(stringToSign(signed, key, stamp).split('\n')).toEqual([
      'POST',
      'cloud.acquia.com',
      '/api/environments/12-d314739e/databases/db1/backups',
      'x=a%20b&y=c%2Bd',
      `id=${API_KEY}&nonce=${stamp.nonce}&realm=Acquia&version=2.0`,
      '1700000000',
      'application/json',
      '7iXInO/s2DeOhj1TAAkfV48jSm3iOzGaPYb/IXnTd8g=',
    ]);
    expect(signatureHeaders(signed, key, stamp)).toEqual({
      authorization: `acquia-http-hmac realm="Acquia",id="${API_KEY}",nonce="${stamp.nonce}",version="2.0",headers="",signature="+Q/Tb6aFvT4gjY5/AwEbQSnmi/gYZc8U3rq6Al1fUaA="`,
      'x-authorization-timestamp': '1700000000',
      'x-authorization-content-sha256': '7iXInO/s2DeOhj1TAAkfV48jSm3iOzGaPYb/IXnTd8g=',
    });
  });

  it('verifies its response, and no other', () => {
    const signature = '+vastITNXN1W2giJ2W9KQTry9BzfstJKn+h3EN/1SyE=';
    const response = {
      url: signed.url,
      status: 200,
      headers: { 'x-server-authorization-hmac-sha256': signature },
    };
    const verify = (body: string) => () =>
      verifyResponse(signed, { ...response, body: Buffer.from(body) }, key, stamp);
    expect(verify('{"ok":true}')).not.toThrow();
    expect(verify('{"ok":false}')).toThrow('signature is wrong');
  });
});

const servers: TinyServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function exchange(
  headers: (arrival: Arrival) => Record<string, string>,
  body: { json: Record<string, never> } | null,
) {
  const server = await TinyServer.start(arrival => ({
    status: 200,
    body: 'fine',
    headers: headers(arrival),
  }));
  servers.push(server);
  const client = createReferenceClient();
  await client['session/open']!(openParams(server, { mechanism: 'http-hmac' }));
  const outcome = await request(client, { method: body === null ? 'GET' : 'POST', body });
  await client.shutdown!({});
  return { outcome, arrival: server.arrivals[0]! };
}

const attribute = (arrival: Arrival, name: string) =>
  new RegExp(`${name}="([^"]*)"`).exec(arrival.headers.authorization!)![1]!;

describe('a signed call', () => {
  it("carries the session's time, a random nonce and, without a body, no hash", async () => {
    const { outcome, arrival } = await exchange(() => ({}), null);
    expect(outcome).toMatchObject({ outcome: 'response', status: 200, body: 'fine' });
    const late = Number(arrival.headers['x-authorization-timestamp']) - Date.parse(NOW) / 1000;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60);
    expect(attribute(arrival, 'nonce')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(arrival.headers).not.toHaveProperty('x-authorization-content-sha256');
  });

  it("accepts the server's own signature and reports a false one", async () => {
    const sign = (secret: string) => (arrival: Arrival) => {
      const text = `${attribute(arrival, 'nonce')}\n${arrival.headers['x-authorization-timestamp']}\nfine`;
      const hmac = createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('base64');
      return { 'X-Server-Authorization-HMAC-SHA256': hmac };
    };
    expect((await exchange(sign(API_SECRET), { json: {} })).outcome).toMatchObject({ outcome: 'response' });
    expect((await exchange(sign('AAAA'), { json: {} })).outcome).toMatchObject({
      reason: 'malformed-response',
    });
  });
});
