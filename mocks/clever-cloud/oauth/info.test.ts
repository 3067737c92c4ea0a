import { expect, test } from 'vitest';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

test('the rights that a consumer may ask for are told, without the vendor’s own (b2)', async () => {
  const { json } = await platforms.open().call('/api/v2/oauth/rights');
  expect(json).toHaveLength(11);
  expect(json).toEqual(expect.arrayContaining(['access_organisations', 'manage_ssh_keys']));
  expect(json).not.toContain('almighty');
});

test('a login page may ask who the consumer is, and learns no secret (b2)', async () => {
  const platform = platforms.open();
  const { key, secret } = platform.consumer;
  const { status, json, text } = await platform.call(`/api/v2/oauth/login_data?oauth_key=${key}`);
  expect([status, json]).toEqual([
    200,
    expect.objectContaining({ key, name: 'Demo', url: 'https://app.example.test/' }),
  ]);
  expect(text).not.toContain(secret);
  const unknown = await platform.call('/api/v2/oauth/login_data');
  expect([unknown.status, unknown.json.message]).toEqual([404, 'This consumer does not exist']);
});
