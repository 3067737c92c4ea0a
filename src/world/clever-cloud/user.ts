import type { User } from '../../../mocks/clever-cloud/index.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import { cleverCloudOf } from './story.ts';

/** What a user does on the authorization page. */
export type Decision = 'consents' | 'denies';

/**
 * Walk a user's browser through the authorization page: sign in, decide.
 * @param url where the client sends the browser
 * @returns the address that the browser is sent back to
 * @throws Error when the platform does not send it back
 */
export async function decideAt(
  world: CaseWorld,
  url: string,
  user: User,
  decision: Decision,
): Promise<string> {
  const browser = new Browser();
  await browser.open(url);
  await browser.submit('Log in', { email: user.email, pass: user.password ?? '' });
  if (user.preferredMFA === 'TOTP')
    await browser.submit('Verify', { mfa_attempt: cleverCloudOf(world).state.codeOf(user) });
  if (browser.page.html !== '') await decide(browser, decision);
  return browser.page.url;
}

async function decide(browser: Browser, decision: Decision): Promise<void> {
  if (decision === 'denies') {
    await browser.submit('Deny');
    return;
  }
  const rights = [...browser.page.html.matchAll(/<input type="checkbox" name="([^"]+)"/g)].map(m => m[1]!);
  await browser.submit('Authorize', Object.fromEntries(rights.map(right => [right, 'on'])));
}
