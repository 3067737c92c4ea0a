/**
 * Gates hold the answers of an operation back until they are opened, so that calls can be made to overlap
 * without anybody waiting for time to pass.
 */
export class Gates {
  readonly #held = new Map<string, { readonly opened: Promise<void>; readonly open: () => void }>();

  /** Answers to `operation` wait from now on. */
  hold(operation: string): void {
    if (this.#held.has(operation)) return;
    let open = () => {};
    const opened = new Promise<void>(resolve => {
      open = resolve;
    });
    this.#held.set(operation, { opened, open });
  }

  /** Let the held answers go, and the later ones pass. */
  open(operation: string): void {
    this.#held.get(operation)?.open();
    this.#held.delete(operation);
  }

  /** Open every gate: nobody may be left waiting when a sandbox closes. */
  openAll(): void {
    for (const operation of [...this.#held.keys()]) this.open(operation);
  }

  /** Resolves when `operation` may be answered. */
  pass(operation: string): Promise<void> {
    return this.#held.get(operation)?.opened ?? Promise.resolve();
  }
}
