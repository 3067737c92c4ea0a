import type { Sandbox } from '../../kernel/index.ts';
import type { Answer } from '../../kernel/testing/answer.ts';
import { HostedPlatform, hostingPlatforms } from '../../kernel/testing/hosting.ts';
import { type CleverCloudSettings, type CleverCloudState, cleverCloud } from '../index.ts';
import type { Consumer, User, UserToken } from '../state/model.ts';
import { oauthHeader, plaintext } from './signer.ts';

export { START } from '../../kernel/testing/hosting.ts';

const CALLBACK = 'https://app.example.test/cb?from=dance';

/** A request token as its consumer received it. */
export interface Temporary {
  readonly token: string;
  readonly secret: string;
}

/** One emulated platform with a consumer and a user token, and the calls that tests make of it. */
export class TestPlatform extends HostedPlatform<CleverCloudState, CleverCloudSettings> {
  readonly consumer: Consumer;
  /** Of the platform's first user. */
  readonly token: UserToken;

  constructor(sandbox: Sandbox<CleverCloudState, CleverCloudSettings>) {
    super(sandbox);
    this.consumer = this.state.consumers.create(
      this.state.organisation,
      {
        name: 'Demo',
        baseUrl: 'https://app.example.test/',
        rights: ['access_organisations', 'manage_ssh_keys'],
      },
      { secret: 'cs demo+secret/&' },
    );
    this.token = this.tokenOf(this.state.user, 'tok=secret!');
  }

  /** Another user token of the consumer. */
  tokenOf(user: User, secret?: string): UserToken {
    return this.state.userTokens.issue({ consumer: this.consumer, user, ...(secret && { secret }) });
  }

  /** An Authorization header by PLAINTEXT; `changes` replaces parameters, or with undefined takes them out. */
  header(token: UserToken = this.token, changes: Readonly<Record<string, string | undefined>> = {}): string {
    const parameters = {
      oauth_consumer_key: token.consumer.key,
      oauth_token: token.access.value,
      oauth_signature_method: 'PLAINTEXT',
      oauth_signature: plaintext(token.consumer.secret, token.secret),
      ...changes,
    };
    return oauthHeader(
      Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
  }

  /** An API call signed by a user token. */
  get(path: string, token?: UserToken, base = '/api'): Promise<Answer> {
    return this.call(`${base}${path}`, { headers: { authorization: this.header(token) } });
  }

  /** An API call with a JSON body, signed by a user token. */
  send(method: string, path: string, body?: unknown, token?: UserToken, base = '/api'): Promise<Answer> {
    const headers = { authorization: this.header(token), 'content-type': 'application/json' };
    return this.call(`${base}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Step 1 of the dance, by a form. */
  askRequestToken(
    changes: Readonly<Record<string, string>> = {},
    path = '/v2/oauth/request_token',
  ): Promise<Answer> {
    return this.post(path, {
      oauth_consumer_key: this.consumer.key,
      oauth_signature_method: 'PLAINTEXT',
      oauth_signature: plaintext(this.consumer.secret),
      oauth_callback: CALLBACK,
      ...changes,
    });
  }

  /** Step 1 of the dance, done. */
  async requestToken(): Promise<Temporary> {
    const answer = new URLSearchParams((await this.askRequestToken()).text);
    return { token: answer.get('oauth_token')!, secret: answer.get('oauth_token_secret')! };
  }

  /** Step 3 of the dance, by a form. */
  askAccessToken(
    { token, secret }: Temporary,
    verifier: string,
    changes: Readonly<Record<string, string>> = {},
    path = '/v2/oauth/access_token',
  ): Promise<Answer> {
    return this.post(path, {
      oauth_consumer_key: this.consumer.key,
      oauth_token: token,
      oauth_signature_method: 'PLAINTEXT',
      oauth_signature: plaintext(this.consumer.secret, secret),
      oauth_verifier: verifier,
      ...changes,
    });
  }

  /** A form for the API host, with cookies. */
  post(path: string, fields: Readonly<Record<string, string>>, cookie = ''): Promise<Answer> {
    const headers = { cookie };
    return this.call(`/api${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }

  /** A user consents to all, as the state sees it. */
  consent({ token }: Temporary, user = this.state.user): string {
    const { requestTokens } = this.state;
    return requestTokens.authorize(requestTokens.find(token)!, user, this.consumer.rights);
  }
}

/** Platforms for the tests of one file, on a machine whose time stands still. */
export const testPlatforms = () => hostingPlatforms(cleverCloud, TestPlatform);
