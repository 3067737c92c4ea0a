import type { Sandbox } from '../../kernel/index.ts';
import type { Answer } from '../../kernel/testing/answer.ts';
import { HostedPlatform, hostingPlatforms } from '../../kernel/testing/hosting.ts';
import {
  type ApiKey,
  type CloudApiSettings,
  type CloudApiState,
  cloudApi,
  type OAuthClient,
} from '../index.ts';

export { START } from '../../kernel/testing/hosting.ts';

export const CALLBACK = 'https://app.example.com/callback';

/** One emulated platform with a key and an application, and the calls that tests make of it. */
export class TestPlatform extends HostedPlatform<CloudApiState, CloudApiSettings> {
  readonly key: ApiKey;
  readonly client: OAuthClient;

  constructor(sandbox: Sandbox<CloudApiState, CloudApiSettings>) {
    super(sandbox);
    this.key = this.state.createKey();
    this.client = this.state.createClient({ redirectUris: [CALLBACK], secret: 'a+b/c= &' });
  }

  /** An API call with a bearer credential; default: the key. */
  get(path: string, value = this.key.access.value, host = '/api'): Promise<Answer> {
    return this.call(`${host}/v1${path}`, { headers: { authorization: `Bearer ${value}` } });
  }

  /** An API call with a JSON body and the key. */
  send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key.access.value}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Ask the token endpoint with these form fields; undefined leaves one out. */
  exchange(
    fields: Readonly<Record<string, string | undefined>>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form = {
      grant_type: 'authorization_code',
      client_id: this.client.id,
      client_secret: this.client.secret,
      redirect_uri: CALLBACK,
      ...fields,
    };
    const sent = Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return this.call('/auth/oauth/token', { method: 'POST', headers, body: new URLSearchParams(sent) });
  }
}

/** Platforms for the tests of one file, on a machine whose time stands still. */
export const testPlatforms = () => hostingPlatforms(cloudApi, TestPlatform);
