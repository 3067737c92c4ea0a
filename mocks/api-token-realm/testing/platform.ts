import type { Sandbox } from '../../kernel/index.ts';
import type { Answer } from '../../kernel/testing/answer.ts';
import { HostedPlatform, hostingPlatforms } from '../../kernel/testing/hosting.ts';
import {
  type ApiToken,
  type ApiTokenRealmSettings,
  type ApiTokenRealmState,
  apiTokenRealm,
  PERMISSIONS,
  type Permission,
  type User,
} from '../index.ts';

/** Holds what only an encoder gets through a query (b1). */
export const AWKWARD = 'a%2Bb+c&d#e=f/g%41';

/** One emulated platform with a token that may do all that its user may, and the calls that tests make of it. */
export class TestPlatform extends HostedPlatform<ApiTokenRealmState, ApiTokenRealmSettings> {
  /** Of the platform's first user; its value is {@link AWKWARD}. */
  readonly token: ApiToken;

  constructor(sandbox: Sandbox<ApiTokenRealmState, ApiTokenRealmSettings>) {
    super(sandbox);
    const { user } = this.state;
    this.token = this.state.createToken({ user, name: 'all', permissions: PERMISSIONS, value: AWKWARD });
  }

  /** Another token, with these permissions. */
  tokenOf(user: User, ...permissions: Permission[]): ApiToken {
    return this.state.createToken({ user, name: 'some', permissions });
  }

  /** An API call with this Authorization header. */
  with(authorization: string, path = '/metrics'): Promise<Answer> {
    return this.call(`/api/v1${path}`, { headers: { authorization } });
  }

  /** An API call by header. */
  get(path: string, token = this.token): Promise<Answer> {
    return this.with(`apiToken ${token.access.value}`, path);
  }

  /** An API call by header, with a JSON body where one is given. */
  send(method: string, path: string, body?: unknown, token = this.token): Promise<Answer> {
    const headers = { authorization: `apiToken ${token.access.value}`, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.call(`/api/v1${path}`, { method, headers, ...sent });
  }

  /** The checks that did not hold in the last exchange. */
  get refusals(): string[] {
    const { decisions } = this.sandbox.journal.exchanges.at(-1)!;
    return decisions.filter(({ ok }) => !ok).map(({ check }) => check);
  }
}

/** Platforms for the tests of one file, on a machine whose time stands still. */
export const testPlatforms = () => hostingPlatforms(apiTokenRealm, TestPlatform);
