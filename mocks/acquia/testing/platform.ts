import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { MockHost, type Sandbox } from '../../kernel/index.ts';
import { type AcquiaSettings, type AcquiaState, type ApiKey, acquia } from '../index.ts';

/** Where the tests' time begins: 2026-01-02T03:04:05Z. */
export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; reading it fails the test where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read into bodies of many shapes
  readonly json: any;
}

/** One emulated platform with a key, and the calls that tests make of it. */
export class TestPlatform {
  readonly sandbox: Sandbox<AcquiaState, AcquiaSettings>;
  readonly key: ApiKey;

  constructor(sandbox: Sandbox<AcquiaState, AcquiaSettings>) {
    this.sandbox = sandbox;
    this.key = sandbox.state.createKey('test key', 'a+b/c=');
  }

  /** Call an address below the platform's base; redirects are not followed. */
  async call(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${this.sandbox.base}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const { status, headers } = response;
    return {
      status,
      headers,
      text,
      get json() {
        return JSON.parse(text);
      },
    };
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
export function testPlatforms(): { open(settings?: Partial<AcquiaSettings>, start?: number): TestPlatform } {
  let host: MockHost;
  const opened: TestPlatform[] = [];
  beforeAll(async () => {
    host = await MockHost.start(() => START);
  });
  afterEach(() => {
    for (const { sandbox } of opened) expect(sandbox.defects).toEqual([]);
    opened.length = 0;
  });
  afterAll(() => host.stop());
  return {
    open(settings = {}, start = START) {
      const platform = new TestPlatform(host.open(acquia, { settings, start }));
      opened.push(platform);
      return platform;
    },
  };
}
