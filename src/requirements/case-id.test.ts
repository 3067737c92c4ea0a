import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseIdOf, slug } from './case-id.ts';
import { didYouMean } from './closest.ts';

test.each([
  ['Renews before expiry', 'renews-before-expiry'],
  ["The client's token isn’t sent", 'the-clients-token-isnt-sent'],
  ['Zeichen: é, ü & "+"', 'zeichen-e-u'],
  ['  POST /account/password  ', 'post-account-password'],
])('%j is %s in an id', (name, expected) => {
  expect(slug(name)).toBe(expected);
});

test('an id names platform, feature and scenario', () => {
  expect(caseIdOf('features/acquia/token-expiry.feature', 'Renews')).toBe('acquia/token-expiry/renews');
  expect(caseIdOf('/x/features\\acquia\\token-expiry.feature', 'Renews')).toBe('acquia/token-expiry/renews');
});

test('an id holds nothing that a shell or a file name would mind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), name => {
      expect(slug(name)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
    }),
  );
});

test('the nearest names are offered, and none where none is near', () => {
  const known = ['acquia/f/renews-early', 'acquia/f/renews-late', 'acquia/g/other'];
  expect(didYouMean('acquia/f/renews-erly', known)).toBe(
    ' Did you mean acquia/f/renews-early or acquia/f/renews-late?',
  );
  expect(didYouMean('other', known)).toBe(' Did you mean acquia/g/other?');
  expect(didYouMean('zzz', known)).toBe('');
  expect(didYouMean('', known)).toBe('');
});
