import type { Params } from '../../../src/protocol/index.ts';
import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { withoutSecrets } from '../secrets.ts';
import type { Send } from '../session.ts';
import type { Sign, TemporaryCredentials, TokenCredentials } from './dance.ts';
import { succeeded } from './json-calls.ts';
import type { Parts } from './parts.ts';
import type { Credentials } from './signature.ts';

/** What a flow is given by its session. */
export interface FlowSetting {
  readonly params: Params<'session/open'>;
  readonly consumer: Credentials;
  readonly parts: Parts;
  readonly sign: Sign;
  readonly send: Send;
}

/** One user's way from no token to one. A new beginning takes the place of an attempt under way. */
export class AuthorizationFlow {
  readonly #setting: FlowSetting;
  #pending: TemporaryCredentials | undefined;

  constructor(setting: FlowSetting) {
    this.#setting = setting;
  }

  /**
   * Obtain a temporary token.
   * @returns the address of the page on which the user consents
   * @throws ClientFailure when the platform refuses, or answers what cannot be used
   */
  async begin(): Promise<string> {
    const { params, consumer, parts, sign } = this.#setting;
    const { requestToken, authorize } = params.endpoints;
    const callbackUrl = callbackUrlOf(params);
    this.#pending = undefined;
    const request = parts.requestTokenRequest({ endpoint: requestToken!, consumer, callbackUrl }, sign);
    const response = await this.#exchange('The request for a temporary token', request);
    const temporary = parts.processTemporaryCredentials(response);
    this.#pending = temporary;
    return parts.authorizationUrl(authorize!, temporary);
  }

  /**
   * Exchange the temporary token for the user's. It serves once, whatever comes of it; a callback that does not
   * belong to it leaves it as it is.
   * @throws ClientFailure `state-mismatch`, `authorization-denied`, or as {@link begin}
   */
  async complete(callbackUrl: string): Promise<TokenCredentials> {
    const { params, consumer, parts, sign } = this.#setting;
    const endpoint = params.endpoints.accessToken!;
    const consent = parts.verifyCallback(callbackUrl, this.#pending);
    this.#pending = undefined;
    const request = parts.accessTokenRequest({ endpoint, consumer, ...consent }, sign);
    const secrets = [consent.temporary.tokenSecret, consent.verifier];
    return parts.processTokenCredentials(
      await this.#exchange("The request for the user's token", request, secrets),
    );
  }

  #exchange(what: string, request: HttpRequest, secrets: readonly string[] = []): Promise<HttpResponse> {
    const { consumer, parts, send } = this.#setting;
    return withoutSecrets([consumer.consumerSecret, ...secrets], async () => {
      const response = await send(request);
      if (!succeeded(response)) throw parts.refusal(what, response);
      return response;
    });
  }
}

function callbackUrlOf({ options: { callbackUrl } }: Params<'session/open'>): string {
  if (typeof callbackUrl === 'string') return callbackUrl;
  throw new ClientFailure('other', 'Failed to begin an authorization: the option callbackUrl is missing.');
}
