import type { Answer } from '../../kernel/testing/answer.ts';
import { PageVisitor } from '../../kernel/testing/browser.ts';
import type { User } from '../state/model.ts';
import type { TestPlatform } from './platform.ts';

/** What a person does with the console. */
export class Browser extends PageVisitor {
  readonly user: Pick<User, 'email' | 'password'>;

  constructor(platform: TestPlatform, user: Pick<User, 'email' | 'password'> = platform.user) {
    super(platform.sandbox);
    this.user = user;
  }

  /** Go to a page below `/console`. */
  open(path = ''): Promise<Answer> {
    return this.visit(`/console${path}`);
  }

  async signIn(): Promise<Answer> {
    const { email, password } = this.user;
    await this.open();
    return this.press('Sign in', { email, password });
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
