import type { Sandbox } from '../../mocks/kernel/index.ts';
import { Redactor } from '../redaction/redactor.ts';

/** A secret that was made up holds digits and is long; any other may be a word that another case speaks of. */
const MADE_UP = /^(?=.*\d).{12,}$/s;

/** The secrets of one case: what sessions were opened with, and all that its platforms hold. */
export class CaseSecrets {
  readonly #redactor = new Redactor();
  readonly #sandboxes: readonly Sandbox[];
  readonly #run: () => Redactor | undefined;

  /**
   * @param sandboxes the case's own list: what is added to it later counts too
   * @param run the secrets of all cases of the run: a client may tell of one case in another
   */
  constructor(sandboxes: readonly Sandbox[], run: () => Redactor | undefined = () => undefined) {
    this.#sandboxes = sandboxes;
    this.#run = run;
  }

  /** Keep one secret out of everything that is written. */
  hide(secret: string): void {
    this.#holderOf(secret).hideWhole(secret);
    this.#redactor.hidePieces(secret);
  }

  /** The same for an identifier and a secret, alone and together. */
  hidePair(id: string, secret: string): void {
    // The pieces of an e-mail address are words that stand in any text.
    if (id.includes('@')) this.#redactor.hideWhole(id);
    else this.hide(id);
    this.hide(secret);
    this.#holderOf(secret).hidePair(id, secret);
  }

  /** What hides a secret whole: all cases of the run from now on, or this case alone. */
  #holderOf(secret: string): Redactor {
    return (MADE_UP.test(secret) ? this.#run() : undefined) ?? this.#redactor;
  }

  /** Plain data without any secret of the case, or of those before it. */
  redact<T>(value: T): T {
    for (const { provider, state, tokens } of this.#sandboxes) {
      for (const [id, secret] of provider.secrets(state)) this.hidePair(id, secret);
      for (const token of tokens.all) this.hide(token.value);
    }
    const run = this.#run();
    return this.#redactor.redactAll(value, run === undefined ? [] : [run]);
  }

  /** An error of a step, fit to be shown. */
  redactError(error: unknown): Error {
    const thrown = error instanceof Error ? error : new Error(String(error));
    // Another error: members such as those of an AssertionError are shown too, and not all can be written to.
    const shown = new Error(this.redact(thrown.message));
    shown.name = thrown.name;
    shown.stack = this.redact(thrown.stack ?? shown.message);
    return shown;
  }
}
