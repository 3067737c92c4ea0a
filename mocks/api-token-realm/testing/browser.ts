import type { Answer } from '../../kernel/testing/answer.ts';
import { PageVisitor } from '../../kernel/testing/browser.ts';
import type { User } from '../index.ts';
import type { TestPlatform } from './platform.ts';

/** What a person does with the console. */
export class Browser extends PageVisitor {
  readonly user: User;

  constructor({ sandbox, state }: Pick<TestPlatform, 'sandbox' | 'state'>, user = state.user) {
    super(sandbox);
    this.user = user;
  }

  /** Go to a page below `/console`. */
  open(path = ''): Promise<Answer> {
    return this.visit(`/console${path}`);
  }

  /** Sign in to the console. */
  async signIn(): Promise<Answer> {
    await this.open();
    return this.press('Sign in', { email: this.user.email, password: this.user.password });
  }

  /** Sign in, and go to the API tokens as the page says (R6, R7). */
  async openTokens(): Promise<Answer> {
    await this.signIn();
    await this.follow('Environment settings');
    return this.follow('API token');
  }
}
