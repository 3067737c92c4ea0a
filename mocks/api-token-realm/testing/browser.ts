import type { Answer } from '../../kernel/testing/answer.ts';
import { ConsoleVisitor } from '../../kernel/testing/browser.ts';
import type { User } from '../index.ts';
import type { TestPlatform } from './platform.ts';

/** What a person does with the console. */
export class Browser extends ConsoleVisitor<User> {
  constructor({ sandbox, state }: Pick<TestPlatform, 'sandbox' | 'state'>, user = state.user) {
    super(sandbox, user);
  }

  /** Sign in, and go to the API tokens as the page says (R6, R7). */
  async openTokens(): Promise<Answer> {
    await this.signIn();
    await this.follow('Environment settings');
    return this.follow('API token');
  }
}
