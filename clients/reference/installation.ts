import { createHash } from 'node:crypto';
import { TokenSource } from './token-source.ts';

/** What the sessions of one user's machine share: the access tokens that they have obtained. */
export class Installation {
  readonly #sources = new Map<string, TokenSource>();
  readonly #newSource: () => TokenSource;

  constructor(newSource = () => new TokenSource()) {
    this.#newSource = newSource;
  }

  /**
   * The one source of tokens for this identity.
   * @param identity everything that decides which token it is: endpoint, key, secret, scope; undefined
   *   stands for what is not sent
   */
  tokenSource(identity: Readonly<Record<string, string | undefined>>): TokenSource {
    const name = digest(identity);
    const source = this.#sources.get(name) ?? this.#newSource();
    this.#sources.set(name, source);
    return source;
  }
}

/** The identity without keeping its secret. */
function digest(identity: Readonly<Record<string, string | undefined>>): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64');
}
