/** What an armed fault does to an answer. */
export type FaultEffect =
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** Answer as usual, but close the connection after `bytes` of the body. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** Answer as usual, but with these members of the JSON object or the form left out or replaced. */
  | {
      readonly kind: 'edit';
      readonly drop: readonly string[];
      readonly set: Readonly<Record<string, unknown>>;
    };

/** A fault as it is armed. Without `times` it persists. */
export interface FaultPlanEntry {
  readonly name: string;
  readonly operation: string;
  readonly effect: FaultEffect;
  /** How many requests pass untouched first. */
  readonly after?: number;
  /** How many requests it hits. */
  readonly times?: number;
}

/** An armed fault with its counters. */
export interface ArmedFault extends FaultPlanEntry {
  seen: number;
  hits: number;
}

/** The faults of one sandbox: none until armed, and then by count alone, never by chance. */
export class FaultPlan {
  readonly #operations: ReadonlySet<string>;
  readonly #armed: ArmedFault[] = [];

  /** @param operations the names that the provider knows */
  constructor(operations: Iterable<string>) {
    this.#operations = new Set(operations);
  }

  get armed(): readonly ArmedFault[] {
    return this.#armed;
  }

  /** @throws RangeError when the provider has no such operation: a misspelt fault would never be hit */
  arm(entry: FaultPlanEntry): ArmedFault {
    if (!this.#operations.has(entry.operation)) {
      const known = [...this.#operations].sort().join(', ');
      throw new RangeError(
        `Failed to arm "${entry.name}": no operation "${entry.operation}". Known: ${known}.`,
      );
    }
    const fault: ArmedFault = { ...entry, seen: 0, hits: 0 };
    this.#armed.push(fault);
    return fault;
  }

  /** Take every fault away. */
  clear(): void {
    this.#armed.length = 0;
  }

  /** Count a request for `operation`; the fault that is to shape its answer, if one is due. */
  next(operation: string): ArmedFault | undefined {
    let due: ArmedFault | undefined;
    for (const fault of this.#armed.filter(f => f.operation === operation)) {
      fault.seen += 1;
      const turn = fault.seen - (fault.after ?? 0);
      if (due === undefined && turn >= 1 && turn <= (fault.times ?? Infinity)) {
        fault.hits += 1;
        due = fault;
      }
    }
    return due;
  }

  /** Faults that were armed and never hit: the case did not test what it says. */
  get unhit(): readonly ArmedFault[] {
    return this.#armed.filter(f => f.hits === 0);
  }
}
