import type { CaseWorld } from './case-world.ts';

/** What each case has one of: made when it is first asked for, and gone with the case. */
export function perCase<T extends object>(make: (world: CaseWorld) => T): (world: CaseWorld) => T {
  const made = new WeakMap<CaseWorld, T>();
  return world => {
    const own = made.get(world) ?? make(world);
    made.set(world, own);
    return own;
  };
}
