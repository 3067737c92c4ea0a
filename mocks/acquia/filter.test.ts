import { expect, test } from 'vitest';
import { matches, parseFilter } from './filter.ts';

const item: Readonly<Record<string, string>> = { name: 'meadow-site', size: '9' };
const passes = (text: string) => matches(parseFilter(text, Object.keys(item)), field => item[field]!);

test.each([
  ['', true],
  ['name=meadow-site', true],
  ['name=meadow', false],
  ['name!=meadow', true],
  ['name!=meadow-site', false],
  ['name=@dow', true],
  ['name=@m*site', true],
  ['name=@site*m', false],
  ['name=@ead*ead', false],
  ['name=@sea', false],
  ['name!@sea', true],
  ['name!@dow', false],
  ['size>8', true],
  ['size>9', false],
  ['size>10', false],
  ['size<10', true],
  ['size<9', false],
  ['size>=9', true],
  ['size>=10', false],
  ['size<=9', true],
  ['size<=8', false],
  ['name>=meadow-site', true],
  ['name<=meadow-site', true],
  ['name>lake', true],
  ['name<lake', false],
  ['name=sea,size=9', true],
  ['name=sea;size=9', false],
  ['name=meadow-site;size=9', true],
  ['name=sea;size=9,name=@mea', true],
])('%j: %s', (text, expected) => {
  expect(passes(text)).toBe(expected);
});

test.each(['colour=red', 'name', 'name~x', ',', '=x'])('%j is refused', text => {
  expect(() => passes(text)).toThrow('bad_request');
});
