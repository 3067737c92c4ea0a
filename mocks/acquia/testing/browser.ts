import { ConsoleVisitor } from '../../kernel/testing/browser.ts';
import type { TestPlatform } from './platform.ts';

/** What a person does with the console. */
export class Browser extends ConsoleVisitor {
  constructor({ sandbox, state: { user } }: TestPlatform) {
    super(sandbox, { email: user.mail, password: user.password });
  }
}
