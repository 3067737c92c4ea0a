import type { Answer } from '../../kernel/testing/answer.ts';
import { ConsoleVisitor } from '../../kernel/testing/browser.ts';
import type { User } from '../state/model.ts';
import type { TestPlatform } from './platform.ts';

/** What a person does with the console. */
export class Browser extends ConsoleVisitor {
  constructor(platform: TestPlatform, user: Pick<User, 'email' | 'password'> = platform.user) {
    super(platform.sandbox, user);
  }

  /** The way of the page: User, Account Settings, API Tokens (P2). */
  async toApiTokens(): Promise<Answer> {
    await this.open();
    await this.follow('User');
    await this.follow('Account Settings');
    return this.follow('API Tokens');
  }

  /** The value in the banner of the page in view. */
  get shownToken(): string | undefined {
    return /<code id="api-token">([^<]+)<\/code>/.exec(this.page.text)?.[1];
  }
}
