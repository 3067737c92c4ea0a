import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import type { AccessToken } from '../../../mocks/kernel/tokens.ts';
import type { Evidence, SessionEvidence } from '../evidence.ts';
import { tokenParameters } from '../token-parameters.ts';

/** The API token that a session was given: to its opening, or in its environment (P9). */
export function apiTokenOf({ credentials, env }: SessionEvidence): string | undefined {
  return credentials.apiToken ?? env.PLATFORMSH_CLI_TOKEN;
}

/** b2: the clients that the platform documents, none of which has a secret. */
export const CLIENTS = ['platform-api-user', 'platform-cli', 'upsun-cli'];
export const GRANT = 'api_token';
/** Whether a token request says that its body is a form, or JSON. */
export function isAnnounced({ request }: Exchange): boolean {
  const type = headerValue(request.headers, 'content-type') ?? '';
  return /^application\/(x-www-form-urlencoded|([\w.+-]+\+)?json)\b/i.test(type);
}

/** Calls of a session with an access token that was obtained for another API token than its own. */
export function borrowed(evidence: Evidence): Exchange[] {
  return evidence.exchanges.filter(e => {
    const token = evidence.tokens.find(({ id }) => id === e.usedToken);
    const session = sessionOf(evidence, e);
    return (
      token !== undefined && session !== undefined && apiTokenFor(evidence, token) !== apiTokenOf(session)
    );
  });
}

/** The API token that an access token was issued for. */
function apiTokenFor({ exchanges }: Evidence, token: AccessToken): string | undefined {
  const exchange = exchanges.find(({ n }) => n === token.issuedIn);
  return exchange === undefined ? undefined : tokenParameters(exchange).api_token;
}

/** The session that made a request; undefined where several were asked at that time. */
export function sessionOf({ calls, sessions }: Evidence, { n }: Exchange): SessionEvidence | undefined {
  const names = new Set(calls.filter(call => call.exchanges.includes(n)).map(({ session }) => session));
  return names.size === 1 ? sessions.find(({ name }) => names.has(name)) : undefined;
}
