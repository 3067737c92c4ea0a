import fc from 'fast-check';

/** Bytes of a header or a target that end neither: everything but control characters. */
export const latin1 = fc.string({
  unit: fc
    .nat(254)
    .filter(n => n >= 32 && n !== 127)
    .map(n => String.fromCharCode(n)),
});

/** A header that the platform looks at, or any does, with a value that nobody expects. */
export const oddHeader = (names: readonly string[]) =>
  fc.tuple(fc.constantFrom(...names, 'Cookie', 'Host', 'Accept'), latin1);
