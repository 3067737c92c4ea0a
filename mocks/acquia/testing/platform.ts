import type { Sandbox } from '../../kernel/index.ts';
import type { Answer } from '../../kernel/testing/answer.ts';
import { HostedPlatform, hostingPlatforms } from '../../kernel/testing/hosting.ts';
import { type AcquiaSettings, type AcquiaState, type ApiKey, acquia } from '../index.ts';

export { START } from '../../kernel/testing/hosting.ts';

/** One emulated platform with a key, and the calls that tests make of it. */
export class TestPlatform extends HostedPlatform<AcquiaState, AcquiaSettings> {
  readonly key: ApiKey;

  constructor(sandbox: Sandbox<AcquiaState, AcquiaSettings>) {
    super(sandbox);
    this.key = this.state.createKey('test key', 'a+b/c=');
  }

  /** Ask for an access token with these form fields. */
  exchange(fields: Record<string, string> = {}, path = '/api/auth/oauth/token'): Promise<Answer> {
    const { id, secret } = this.key;
    const form = { client_id: id, client_secret: secret, grant_type: 'client_credentials', ...fields };
    return this.call(path, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** A header with a fresh access token. */
  async bearer(scope = ''): Promise<{ authorization: string }> {
    const { json } = await this.exchange({ scope });
    return { authorization: `Bearer ${json.access_token}` };
  }

  /** An API call with a fresh access token. */
  async get(path: string, scope = ''): Promise<Answer> {
    return this.call(`/api${path}`, { headers: await this.bearer(scope) });
  }

  /** An API call with a fresh access token and a JSON body. */
  async send(method: string, path: string, body: unknown): Promise<Answer> {
    const headers = { ...(await this.bearer()), 'content-type': 'application/json' };
    return this.call(`/api${path}`, { method, headers, body: JSON.stringify(body) });
  }
}

/** Platforms for the tests of one file, on a machine whose time stands still. */
export const testPlatforms = () => hostingPlatforms(acquia, TestPlatform);
