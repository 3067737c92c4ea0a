import type { Circumstances, Family, Mistake } from './mistake.ts';
import { mistakesInEncoding } from './mistakes-in-encoding.ts';
import { mistakesInKey } from './mistakes-in-key.ts';
import { mistakesInOrder } from './mistakes-in-order.ts';
import { mistakesInParameters } from './mistakes-in-parameters.ts';
import { mistakesInSignature } from './mistakes-in-signature.ts';
import { mistakesInUrl } from './mistakes-in-url.ts';
import { follow, type Recipe, rightRecipe, type Trace } from './recipe.ts';

/** The signature as somebody makes it who makes these mistakes. */
export interface Attempt {
  readonly mistakes: readonly Mistake[];
  readonly trace: Trace;
}

const FAMILIES: readonly Family[] = [
  mistakesInParameters,
  mistakesInUrl,
  mistakesInEncoding,
  mistakesInOrder,
  mistakesInKey,
  mistakesInSignature,
];

/** Every mistake that can have been made in a request, the more usual first. */
export function possibleMistakes(circumstances: Circumstances): Mistake[] {
  return FAMILIES.flatMap(family => family(circumstances));
}

/** The right signature: an attempt without a mistake. */
export function rightAttempt(circumstances: Circumstances): Attempt {
  return attempter(circumstances)();
}

/** Each possible mistake by itself. */
export function singleAttempts(circumstances: Circumstances): Attempt[] {
  const attempt = attempter(circumstances);
  return possibleMistakes(circumstances).map(mistake => attempt(mistake));
}

/** Each two mistakes together; two variants of one mistake make no pair. Some three thousand HMACs at most. */
export function* pairAttempts(circumstances: Circumstances): Generator<Attempt> {
  const attempt = attempter(circumstances);
  const mistakes = possibleMistakes(circumstances);
  for (const [i, first] of mistakes.entries()) {
    for (const second of mistakes.slice(i + 1)) {
      if (second.id !== first.id) yield attempt(first, second);
    }
  }
}

function attempter({ arrived, secrets }: Circumstances): (...mistakes: Mistake[]) => Attempt {
  const right = rightRecipe(arrived.signatureMethod);
  const spoil = (recipe: Recipe, mistake: Mistake): Recipe => ({ ...recipe, ...mistake.change(recipe) });
  return (...mistakes) => ({ mistakes, trace: follow(mistakes.reduce(spoil, right), arrived, secrets) });
}
