import type { Params } from '../../../src/protocol/index.ts';
import { ClientFailure } from '../failure.ts';
import type { Attempt } from './authorization-request.ts';
import type { Parts } from './parts.ts';
import type { ClientCredentials } from './token-endpoint.ts';
import type { UserTokens } from './user-tokens.ts';

/** What a flow is given by its session. */
export interface FlowSetting {
  readonly params: Params<'session/open'>;
  readonly client: () => ClientCredentials;
  readonly tokens: UserTokens;
  readonly now: () => number;
  readonly parts: Parts;
}

/** One user's way from no token to one. A new beginning takes the place of an attempt under way. */
export class AuthorizationFlow {
  readonly #setting: FlowSetting;
  #pending: Attempt | undefined;

  constructor(setting: FlowSetting) {
    this.#setting = setting;
  }

  /** The address of the page on which the user consents; nothing is sent. */
  begin(): string {
    const { params, client, parts } = this.#setting;
    const { redirectUri, scope } = params.options;
    if (typeof redirectUri !== 'string') {
      throw new ClientFailure(
        'other',
        'Failed to begin an authorization: the option redirectUri is missing.',
      );
    }
    const attempt = { state: parts.newState(), verifier: parts.newVerifier(), redirectUri };
    this.#pending = attempt;
    return parts.authorizationUrl({
      endpoint: params.endpoints.authorize!,
      clientId: client().clientId,
      scope: typeof scope === 'string' ? scope : undefined,
      state: attempt.state,
      challenge: parts.challengeFor(attempt.verifier),
      redirectUri,
    });
  }

  /**
   * Exchange the code that the browser brought for the user's token. An attempt serves once, whatever comes of it; a
   * callback that does not belong to it leaves it as it is.
   * @throws ClientFailure `state-mismatch`, `authorization-denied`, or what the exchange failed of
   */
  async complete(callbackUrl: string): Promise<void> {
    const { params, client, tokens, now, parts } = this.#setting;
    const { searchParams } = new URL(callbackUrl);
    const { verifier, redirectUri } = parts.attemptOf(searchParams, this.#pending);
    this.#pending = undefined;
    const code = parts.codeOf(searchParams);
    const authentication = parts.clientAuthentication(client());
    const endpoint = params.endpoints.token!;
    const request = parts.codeRequest({ endpoint, authentication, code, verifier, redirectUri });
    const askedAt = now();
    await tokens.hold(await tokens.exchange(request, [code, verifier]), askedAt);
  }
}
