import { expect, it } from 'vitest';
import { TokenSource } from './token-source.ts';

it('keeps the new token when the refusal of the old one comes late', async () => {
  const source = new TokenSource();
  let granted = 0;
  const token = () =>
    source.token(0, async () => ({ accessToken: `token-${++granted}`, lifetimeMs: 300_000 }));
  const old = await token();
  source.discard(old);
  expect(await token()).toBe('token-2');
  source.discard(old);
  expect(await token()).toBe('token-2');
});
