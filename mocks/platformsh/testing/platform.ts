import type { Sandbox } from '../../kernel/index.ts';
import type { Answer } from '../../kernel/testing/answer.ts';
import { HostedPlatform, hostingPlatforms } from '../../kernel/testing/hosting.ts';
import { type PlatformshSettings, type PlatformshState, platformsh } from '../index.ts';
import type { ApiToken, Permission, Project, User } from '../state/model.ts';

export { START } from '../../kernel/testing/hosting.ts';

/** Basic credentials of the documented client (b2). */
export const documentedClient = `Basic ${Buffer.from('platform-api-user:').toString('base64')}`;

/** One emulated platform with an API token of its user, and the calls that tests make of it. */
export class TestPlatform extends HostedPlatform<PlatformshState, PlatformshSettings> {
  /** Of the platform's first user. */
  readonly apiToken: ApiToken;

  constructor(sandbox: Sandbox<PlatformshState, PlatformshSettings>) {
    super(sandbox);
    this.apiToken = this.state.createApiToken(this.state.user, 'test token');
  }

  get user(): User {
    return this.state.user;
  }

  get project(): Project {
    return this.state.project;
  }

  /** A machine user with these permissions on a project, and their API token. */
  machine(permissions: readonly Permission[], project = this.project, email = 'bot@example.com'): ApiToken {
    const user = this.state.createUser({ email });
    if (permissions.length > 0) this.state.grant(user, project, permissions);
    return this.state.createApiToken(user, 'machine token');
  }

  /** Ask for an access token as the documentation says, with these form fields. */
  exchange(fields: Record<string, string> = {}, apiToken = this.apiToken): Promise<Answer> {
    const form = { grant_type: 'api_token', api_token: apiToken.value, ...fields };
    const headers = { authorization: documentedClient };
    return this.call('/auth/oauth2/token', { method: 'POST', headers, body: new URLSearchParams(form) });
  }

  /** A header with a fresh access token. */
  async bearer(apiToken?: ApiToken): Promise<{ authorization: string }> {
    const { json } = await this.exchange({}, apiToken);
    return { authorization: `Bearer ${json.access_token}` };
  }

  /** An API call with a fresh access token. */
  async get(path: string, apiToken?: ApiToken): Promise<Answer> {
    return this.call(`/api${path}`, { headers: await this.bearer(apiToken) });
  }

  /** An API call with a fresh access token and a JSON body. */
  async send(method: string, path: string, body?: unknown, apiToken?: ApiToken): Promise<Answer> {
    const headers = { ...(await this.bearer(apiToken)), 'content-type': 'application/json' };
    return this.call(`/api${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}

/** Platforms for the tests of one file, on a machine whose time stands still. */
export const testPlatforms = () => hostingPlatforms(platformsh, TestPlatform);
