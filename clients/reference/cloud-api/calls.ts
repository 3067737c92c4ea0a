import type { Params } from '../../../src/protocol/index.ts';
import type { SettableClock } from '../clock.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import type { Send } from '../session.ts';
import { Pace } from './pace.ts';
import type { Parts } from './parts.ts';
import { repeating } from './repeating.ts';

const DEFAULT_RETRIES = 2;

/** What a session authenticates with: a key, or the token of a user. */
export interface Credential {
  /** One that is good for a call now. */
  current(): Promise<string>;
  /**
   * Forget one that the server refused.
   * @returns whether there may be another
   */
  discard(refused: string): boolean;
}

/** Keys and tokens alike. @see RFC 6750 section 2.1 */
export function bearerHeader(credential: string): string {
  return `Bearer ${credential}`;
}

/** Whether a response says that the credential is no longer good; a 403 is about permission. */
export function refusesToken({ status }: HttpResponse): boolean {
  return status === 401;
}

/** What calls are made with. */
export interface CallSetting {
  readonly params: Params<'session/open'>;
  readonly clock: SettableClock;
  readonly credential: Credential;
  readonly send: Send;
  readonly parts: Parts;
}

/** The calls of one session: authenticated, at the pace that the server sets, repeated where that is safe. */
export class Calls {
  readonly #setting: CallSetting;
  readonly #maxRetries: number;
  #pace: Pace;

  constructor(setting: CallSetting) {
    this.#setting = setting;
    this.#maxRetries = setting.params.options.maxRetries ?? DEFAULT_RETRIES;
    this.#pace = this.#newPace();
  }

  /** Make one call. Its idempotency key is the same for all tries, and no other call's. */
  make(request: HttpRequest): Promise<HttpResponse> {
    const { params, send, parts } = this.#setting;
    const keyed = parts.withIdempotencyKey(request);
    const hops = { own: (hop: HttpRequest) => this.#own(hop), foreign: send };
    return parts.followingLink(params.endpoints.api!, keyed, hops);
  }

  /** The credential is another one now, with a quota of its own. */
  credentialChanged(): void {
    this.#pace = this.#newPace();
  }

  /** A request that is refused for its token is made once more, where there is another token. */
  async #own(hop: HttpRequest): Promise<HttpResponse> {
    const { credential, parts } = this.#setting;
    let used = '';
    const attempt = async () => {
      used = await credential.current();
      return this.#sendWith(used, hop);
    };
    const response = await this.#repeating(hop, attempt);
    if (!parts.refusesToken(response) || !credential.discard(used)) return response;
    return this.#repeating(hop, attempt);
  }

  #repeating(hop: HttpRequest, attempt: () => Promise<HttpResponse>): Promise<HttpResponse> {
    const { clock, parts } = this.#setting;
    return repeating(hop, attempt, { clock, parts, pace: this.#pace, maxRetries: this.#maxRetries });
  }

  #sendWith(credential: string, hop: HttpRequest): Promise<HttpResponse> {
    const { send, parts } = this.#setting;
    return send({ ...hop, headers: { ...hop.headers, authorization: parts.bearerHeader(credential) } });
  }

  #newPace(): Pace {
    return new Pace(this.#setting.clock, this.#setting.parts);
  }
}
