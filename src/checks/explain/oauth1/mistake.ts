import type { Arrived } from './arrived.ts';
import type { Recipe, Secrets } from './recipe.ts';

/** A usual mistake, as far as it can have been made in a request. */
export interface Mistake {
  /** Names the mistake; several variants of one mistake share it. */
  readonly id: string;
  /** One sentence for the author of the client. */
  readonly text: string;
  /** What the mistake does to a way of signing, another mistake in it or not. */
  readonly change: (recipe: Recipe) => Partial<Recipe>;
}

/** What a family of mistakes may look at to tell which of them are possible. */
export interface Circumstances {
  readonly arrived: Arrived;
  readonly secrets: Secrets;
  readonly otherTokenSecrets: readonly string[];
}

/** The mistakes of one step that are possible in a request. */
export type Family = (circumstances: Circumstances) => Mistake[];
