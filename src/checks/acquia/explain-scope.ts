import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import type { Explanation } from '../../verdict/verdict.ts';
import { decodeOnce } from '../explain/form.ts';

/**
 * Name the mistake in the scope of a token request (A20, A21).
 * @param sent the scope as it arrived, decoded once; undefined where none arrived
 * @param organization the UUID that the session was opened for
 * @returns undefined where the scope is right
 */
export function explainScope(sent: string | undefined, organization: string): Explanation | undefined {
  const expected = `organization:${organization}`;
  if (sent === expected) return undefined;
  const say = (mistake: string, text: string): Explanation => ({
    mistake,
    text,
    expected,
    sent: sent ?? 'no scope',
  });
  if (sent === undefined)
    return say('scope-missing', 'The token request asks for no scope; it must name the organization.');
  if (decodeOnce(sent) === expected) {
    return say(
      'scope-encoded-twice',
      'The scope was url-encoded twice: after one decoding the colon is still an escape.',
    );
  }
  if (sent === organization)
    return say('scope-without-prefix', 'The scope is the bare UUID; it must begin with "organization:".');
  if (sent.startsWith('organization:')) {
    return say(
      'scope-of-something-else',
      'The scope names another UUID than the organization’s, such as an application’s.',
    );
  }
  return say('scope-unknown', 'The scope is not of the form organization:<uuid>.');
}

/** API calls that carry a scope, which belongs in the token request (A20). */
export function callsWithScope(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.filter(
    e => /[?&]scope=/.test(e.request.target) || e.request.headers.some(([name]) => /^x?-?scope$/i.test(name)),
  );
}
