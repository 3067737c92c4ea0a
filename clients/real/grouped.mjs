/**
 * Pairs as an object, the way many packages take parameters: a name that repeats has a list of values.
 * @param {[string, string][]} pairs
 * @returns {Record<string, string | string[]>}
 */
export function grouped(pairs) {
  const names = [...new Set(pairs.map(([name]) => name))];
  const valuesOf = name => pairs.filter(pair => pair[0] === name).map(([, value]) => value);
  return Object.fromEntries(
    names.map(name => {
      const values = valuesOf(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
