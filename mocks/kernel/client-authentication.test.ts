import type { Request } from 'express';
import { expect, test } from 'vitest';
import { presentedClient } from './client-authentication.ts';

const basic = (text: string) =>
  ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } }) as Request;

test.each([
  ['a%2Bb:c%3Ad+e', ['a%2Bb', 'c%3Ad+e'], ['a+b', 'c:d e']],
  ['me:a&b=c:d%', ['me', 'a&b=c:d%'], ['me', 'a&b=c:d%']],
  [':', [undefined, undefined], [undefined, undefined]],
])('Basic credentials %s are taken as they are, or decoded as a form', (text, raw, decoded) => {
  const halves = (formEncoded?: boolean) => {
    const { id, secret } = presentedClient(basic(text), [], formEncoded);
    return [id, secret];
  };
  expect([halves(), halves(true)]).toEqual([raw, decoded]);
});
