import type { AuthorizationCode, OAuthClient } from '../../../mocks/cloud-api/index.ts';
import type { Answer } from '../../checks/provider.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import { plainSecret } from '../fixtures.ts';
import { perCase } from '../per-case.ts';
import { type PlainRequest, send } from '../plain-http.ts';
import { REDIRECT_URI } from './session.ts';
import { cloudApiOf } from './story.ts';

/** How a developer authenticates a request, by the words of the features. */
export const WAYS = {
  'without a credential': () => ({ headers: {} }),
  'with the key': key => ({ headers: { authorization: `Bearer ${key}` } }),
  'with an unknown key': () => ({ headers: { authorization: 'Bearer sk_live_000000000000000000000' } }),
  'with the key by Basic': key => ({
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
  }),
  'with the key in the query': key => ({ headers: {}, query: `access_token=${key}` }),
  'with the key in a header of its own': key => ({ headers: { 'x-api-key': key } }),
  'with the key in header and query': key => ({
    headers: { authorization: `Bearer ${key}` },
    query: `access_token=${key}`,
  }),
} as const satisfies Record<
  string,
  (key: string) => { readonly headers: Record<string, string>; readonly query?: string }
>;
export type Way = keyof typeof WAYS;

/** Somebody who speaks plain HTTP to the platform, to judge the mock itself. */
export class Developer {
  readonly browser = new Browser();
  readonly #world: CaseWorld;
  /** The answers so far; the last one is what a case judges. */
  readonly answers: Answer[] = [];
  /** Keys that the console has shown, by the names that they were given. */
  readonly shown = new Map<string, string>();
  /** The key that requests are made with. */
  key: string;
  code: AuthorizationCode | undefined;
  application: OAuthClient | undefined;

  constructor(world: CaseWorld) {
    this.#world = world;
    this.key = cloudApiOf(world).state.createKey({ name: 'developer' }).access.value;
  }

  get answer(): Answer {
    const last = this.answers.at(-1);
    if (last === undefined) throw new Error('Failed to judge: the developer has sent nothing.');
    return last;
  }

  /**
   * Send a request, written as `METHOD /path {"a":"body"}`.
   * @param host an endpoint of the API
   */
  send(request: string, way: Way, more: Record<string, string> = {}, host = 'api'): Promise<Answer> {
    const [, method = '', path = '', body] = /^(\S+) (\S+)(?: (.*))?$/s.exec(request) ?? [];
    const { headers, query }: { headers: Record<string, string>; query?: string } = WAYS[way](this.key);
    const url = `${this.#world.sandbox.endpoints[host]}${path}${query === undefined ? '' : `?${query}`}`;
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.fetch(url, { method, headers: { ...json, ...headers, ...more }, ...(body && { body }) });
  }

  async fetch(url: string, request: PlainRequest = {}): Promise<Answer> {
    const answer = await send(url, request);
    this.answers.push(answer);
    return answer;
  }

  /** An application whose user has consented: with the code that came of it. */
  obtainCode(challenge?: string): void {
    const { state } = cloudApiOf(this.#world);
    const secret = plainSecret(this.#world.sandbox.entropy);
    this.application ??= state.createClient({ redirectUris: [REDIRECT_URI], secret });
    const asked = challenge === undefined ? {} : { challenge: { value: challenge, method: 'S256' as const } };
    this.code = state.authorize(this.application, asked);
  }

  /** The documented token request; undefined leaves a field out. */
  fields(changes: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
    const { id, secret } = this.application!;
    const documented = {
      grant_type: 'authorization_code',
      code: this.code!.value,
      client_id: id,
      client_secret: secret,
      redirect_uri: REDIRECT_URI,
      ...changes,
    };
    return Object.fromEntries(
      Object.entries(documented).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
  }

  /** @param body the form as it is to be sent, or its fields */
  exchange(
    body: string | Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    const text = typeof body === 'string' ? body : new URLSearchParams(body).toString();
    return this.fetch(this.#world.sandbox.endpoints.token!, { method: 'POST', headers: form, body: text });
  }

  /** Go to the console's list of keys, and sign in where nobody is. */
  async openKeys(): Promise<void> {
    const { email, password } = cloudApiOf(this.#world).state.user;
    const { html } = await this.browser.open(this.#world.sandbox.endpoints.console!);
    if (html.includes('>Sign in</button>')) await this.browser.submit('Sign in', { email, password });
    await this.browser.follow('API keys');
  }
}

/** The developer of a case. */
export const developerOf = perCase(world => new Developer(world));
