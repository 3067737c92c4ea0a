/** Edits (insert, delete, replace) that turn one word into another (Levenshtein). */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, replaced));
    }
    previous = row;
  }
  return previous[b.length]!;
}

/** Names are compared up to this many characters, so that rubbish costs little. */
const COMPARED = 200;

function likeness(wanted: string, name: string): number {
  if (wanted !== '' && (name.endsWith(`/${wanted}`) || name.includes(wanted))) return 0;
  return distance(wanted.slice(0, COMPARED), name.toLowerCase().slice(0, COMPARED));
}

/** The known names most like a wanted one, nearest first; those that share too little are left out. */
export function closest(wanted: string, known: readonly string[], most = 3): string[] {
  const word = wanted.toLowerCase();
  return known
    .map(name => ({ name, edits: likeness(word, name) }))
    .filter(({ name, edits }) => edits <= Math.max(2, name.length / 3))
    .sort((a, b) => a.edits - b.edits || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(({ name }) => name);
}

/** ` Did you mean A or B?`, or an empty string where nothing is near. */
export function didYouMean(wanted: string, known: readonly string[]): string {
  const near = closest(wanted, known);
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
}
