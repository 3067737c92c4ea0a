import { describe, expect, test } from 'vitest';
import { splitCommand } from './command-line.ts';

describe('splitCommand', () => {
  test.each([
    ['python3 client.py', ['python3', 'client.py']],
    ['  "my client"  --name \'a "b"\'  "c \'d\'" ', ['my client', '--name', 'a "b"', "c 'd'"]],
    ['client --empty "" \'\'', ['client', '--empty', '', '']],
    ['a\\ b "q\\"q" \'s\\s\' pre"mid"post', ['a b', 'q"q', 's\\s', 'premidpost']],
    [`$HOME/client \${X} "$Y" '$Z' \\$W "\\$V" $`, ['$HOME/client', `\${X}`, '$Y', '$Z', '$W', '$V', '$']],
    ['client *.json file?.txt [ab] {a,b} ~', ['client', '*.json', 'file?.txt', '[ab]', '{a,b}', '~']],
    ['client "a|b" \'c;d\' e\\&f "#g"', ['client', 'a|b', 'c;d', 'e&f', '#g']],
    ['client --key=value -x', ['client', '--key=value', '-x']],
  ])('%s', (text, words) => {
    expect(splitCommand(text)).toEqual(words);
  });

  test.each([
    ['a | b', '"|"'],
    ['a && b', '"&&"'],
    ['a; b', '";"'],
    ['a > log', '">"'],
    ['a 2>&1', '">&"'],
    ['(a)', '"("'],
    ['a &', '"&"'],
    ['a # note', 'it holds a comment'],
    ['', 'it names no program'],
    ['   ', 'it names no program'],
    ['"" a', 'it names no program'],
    ['a "b', 'a quote is left open'],
    ["a 'b", 'a quote is left open'],
    ['a \\', 'a quote is left open'],
    ['KEY=value a', '"KEY=value" sets nothing'],
  ])('refuses %j', (text, why) => {
    expect(() => splitCommand(text)).toThrow(`Failed to split the client command ${JSON.stringify(text)}: `);
    expect(() => splitCommand(text)).toThrow(why);
  });
});
