import type { Answer } from '../../kernel/testing/answer.ts';
import { ConsoleVisitor } from '../../kernel/testing/browser.ts';
import type { User } from '../state/model.ts';
import type { Temporary, TestPlatform } from './platform.ts';

/** What a person does with the console and with the pages of the dance. */
export class Browser extends ConsoleVisitor<User> {
  readonly #platform: TestPlatform;

  constructor(platform: TestPlatform, user = platform.state.user) {
    super(platform.sandbox, user);
    this.#platform = platform;
  }

  /** Go where a consumer sends its user (V22). */
  authorize({ token }: Temporary): Promise<Answer> {
    return this.visit(`/api/v2/oauth/authorize?oauth_token=${token}`);
  }

  /** Log in to the API host, with a code where the user has turned that on. */
  async logIn(): Promise<Answer> {
    const { email, password } = this.user;
    await this.press('Log in', { email, pass: password });
    if (this.user.preferredMFA === 'NONE') return this.page;
    return this.press('Verify', { mfa_attempt: this.#platform.state.codeOf(this.user) });
  }
}
