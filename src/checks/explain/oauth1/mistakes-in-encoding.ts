import type { Family, Mistake } from './mistake.ts';
import type { Encoder, Recipe } from './recipe.ts';

/** Encoders that are nearly RFC 5849's (section 3.6); the case of escapes is spoiled last. */
const ENCODERS: readonly (readonly [id: string, text: string, spoil: (encoded: string) => string])[] = [
  [
    'plus-for-space',
    'A space was encoded as + for signing; there it is %20.',
    encoded => encoded.replaceAll('%20', '+'),
  ],
  [
    'reserved-not-encoded',
    "The characters ! * ' ( ) were not encoded for signing, as by JavaScript's encodeURIComponent.",
    encoded => encoded.replace(/%(?:21|2A|27|28|29)/g, decodeURIComponent),
  ],
  [
    'tilde-encoded',
    'The character ~ was encoded for signing; it stands for itself.',
    encoded => encoded.replaceAll('~', '%7E'),
  ],
  [
    'latin-1',
    'Text was encoded as ISO 8859-1 (é is %E9) for signing; there it is UTF-8 (%C3%A9).',
    encoded => encoded.replace(/(?:%[89A-F][0-9A-F])+/g, inLatin1),
  ],
  [
    'lower-case-escapes',
    'Escapes were written in lower case (%2f) for signing; there they are in upper case (%2F).',
    encoded => encoded.replace(/%[0-9A-F]{2}/g, e => e.toLowerCase()),
  ],
];

/** What goes wrong in encoding. */
export const mistakesInEncoding: Family = () => [
  ...ENCODERS.flatMap(([id, text, spoil]): Mistake[] => [
    // A program may have one encoder for everything, or another one for names and values.
    { id, text, change: recipe => spoiled(recipe, spoil) },
    {
      id,
      text,
      change: recipe => ({ encodeParameter: after(recipe.encodeParameter ?? recipe.encode, spoil) }),
    },
  ]),
  {
    id: 'parameters-not-encoded',
    text: 'Names and values of the parameters were not encoded before they were put together.',
    change: () => ({ parameterTimes: 0 }),
  },
  {
    id: 'parameters-encoded-twice',
    text: 'Names and values of the parameters were encoded twice before they were put together.',
    change: () => ({ parameterTimes: 2 }),
  },
  {
    id: 'normalized-not-encoded',
    text: 'The parameters stand in the base string without having been encoded as a whole.',
    change: () => ({ normalizedTimes: 0 }),
  },
  {
    id: 'normalized-encoded-twice',
    text: 'The parameters were encoded twice as a whole for the base string.',
    change: () => ({ normalizedTimes: 2 }),
  },
];

function inLatin1(escapes: string): string {
  return [...decodeURIComponent(escapes)]
    .map(character => {
      const code = character.codePointAt(0)!;
      return code < 0x100 ? `%${code.toString(16).toUpperCase()}` : encodeURIComponent(character);
    })
    .join('');
}

function spoiled({ encode, encodeParameter }: Recipe, spoil: Encoder): Partial<Recipe> {
  const everywhere = { encode: after(encode, spoil) };
  return encodeParameter === undefined
    ? everywhere
    : { ...everywhere, encodeParameter: after(encodeParameter, spoil) };
}

function after(encode: Encoder, spoil: Encoder): Encoder {
  return text => spoil(encode(text));
}
