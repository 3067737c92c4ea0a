import type { Answer } from '../../kernel/testing/answer.ts';
import { PageVisitor } from '../../kernel/testing/browser.ts';
import type { User } from '../index.ts';
import { CALLBACK, type TestPlatform } from './platform.ts';

/** What a person does with the console and with the pages of the authorization server. */
export class Browser extends PageVisitor {
  readonly #platform: TestPlatform;
  readonly user: User;

  constructor(platform: TestPlatform, user = platform.state.user) {
    super(platform.sandbox);
    this.#platform = platform;
    this.user = user;
  }

  /** Go to a page below `/console`. */
  open(path = ''): Promise<Answer> {
    return this.visit(`/console${path}`);
  }

  /** Fill in the sign-in form in view. */
  signIn(): Promise<Answer> {
    return this.press('Sign in', { email: this.user.email, password: this.user.password });
  }

  /** Go where an application sends its user; undefined leaves a parameter out. */
  authorize(changes: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
    const query = {
      response_type: 'code',
      client_id: this.#platform.client.id,
      redirect_uri: CALLBACK,
      ...changes,
    };
    const sent = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return this.visit(`/auth/oauth/authorize?${new URLSearchParams(sent)}`);
  }

  /** The query that the application was last called back with. */
  get told(): Record<string, string> {
    return Object.fromEntries(this.left?.searchParams ?? []);
  }
}
