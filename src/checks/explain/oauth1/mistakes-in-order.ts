import type { Family, Mistake } from './mistake.ts';
import { sortBy, type Written } from './recipe.ts';

type Order = (parameters: readonly Written[]) => readonly Written[];

type Kind = 'own' | 'query' | 'form';

/** The orders in which programs put their lists together. */
const KINDS: readonly (readonly Kind[])[] = [
  ['own', 'query', 'form'],
  ['query', 'form', 'own'],
  ['query', 'own', 'form'],
  ['own', 'form', 'query'],
  ['form', 'query', 'own'],
  ['form', 'own', 'query'],
];

/** What goes wrong in sorting (RFC 5849 section 3.4.1.3.2). */
export const mistakesInOrder: Family = () => [
  ...KINDS.map(kinds => mistake('unsorted', 'The parameters were not sorted.', asSent(kinds))),
  mistake(
    'sorted-before-encoding',
    'The parameters were sorted before they were encoded; they are encoded first.',
    list => sortBy(list, p => [p.name, p.value]),
  ),
  ...[KINDS[0]!, KINDS[3]!].map(kinds =>
    mistake(
      'sorted-by-name-only',
      'Parameters of one name were left in the order sent; they are sorted by value.',
      list => sortBy(asSent(kinds)(list), p => [p.encodedName]),
    ),
  ),
  mistake(
    'sorted-ignoring-case',
    'The parameters were sorted without regard to case; they are sorted by the value of their bytes.',
    list => sortBy(list, p => [p.encodedName.toLowerCase(), p.encodedValue.toLowerCase()]),
  ),
  mistake(
    'sorted-ignoring-case',
    'The parameters were sorted by the rules of a language; they are sorted by the value of their bytes.',
    list =>
      [...list].sort(
        (a, b) => a.encodedName.localeCompare(b.encodedName) || a.encodedValue.localeCompare(b.encodedValue),
      ),
  ),
  mistake(
    'sorted-as-pairs',
    'The parameters were sorted as "name=value"; they are sorted by name first, and then by value.',
    list => sortBy(list, p => [`${p.encodedName}=${p.encodedValue}`]),
  ),
];

function mistake(id: string, text: string, order: Order): Mistake {
  return { id, text, change: () => ({ order }) };
}

function asSent(kinds: readonly Kind[]): Order {
  return list => sortBy(list, p => [String(kinds.indexOf(kindOf(p)))]);
}

/** Protocol parameters are listed together, wherever they are sent. */
function kindOf({ place, name }: Written): Kind {
  return place === 'header' || name.startsWith('oauth_') ? 'own' : place;
}
