import type { Answer } from '../../kernel/testing/answer.ts';
import { PageVisitor } from '../../kernel/testing/browser.ts';
import type { TestPlatform } from './platform.ts';

/** What a person does with the console. */
export class Browser extends PageVisitor {
  readonly #platform: TestPlatform;

  constructor(platform: TestPlatform) {
    super(platform.sandbox);
    this.#platform = platform;
  }

  /** Go to a page below `/console`. */
  open(path = ''): Promise<Answer> {
    return this.visit(`/console${path}`);
  }

  /** Sign in as the platform's user. */
  async signIn(): Promise<Answer> {
    const { mail, password } = this.#platform.sandbox.state.user;
    await this.open();
    return this.press('Sign in', { email: mail, password });
  }
}
