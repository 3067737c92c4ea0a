import type { Sandbox } from '../../mocks/kernel/index.ts';
import { Redactor } from '../redaction/redactor.ts';

/** The secrets of one case: what sessions were opened with, and all that its platforms hold. */
export class CaseSecrets {
  readonly #redactor = new Redactor();
  readonly #sandboxes: readonly Sandbox[];

  /** @param sandboxes the case's own list: what is added to it later counts too */
  constructor(sandboxes: readonly Sandbox[]) {
    this.#sandboxes = sandboxes;
  }

  /** Keep one secret out of everything that is written. */
  hide(secret: string): void {
    this.#redactor.hide(secret);
  }

  /** The same for an identifier and a secret, alone and together. */
  hidePair(id: string, secret: string): void {
    this.#redactor.hide(id);
    this.#redactor.hide(secret);
    this.#redactor.hidePair(id, secret);
  }

  /** A copy of plain data without any secret of the case. */
  redact<T>(value: T): T {
    for (const { provider, state, tokens } of this.#sandboxes) {
      for (const [id, secret] of provider.secrets(state)) this.hidePair(id, secret);
      for (const token of tokens.all) this.#redactor.hide(token.value);
    }
    return this.#redactor.redactAll(value);
  }

  /** An error of a step, fit to be shown. */
  redactError(error: unknown): Error {
    const shown = error instanceof Error ? error : new Error(String(error));
    shown.message = this.redact(shown.message);
    if (shown.stack !== undefined) shown.stack = this.redact(shown.stack);
    return shown;
  }
}
