import type { ApiKey } from '../../../mocks/acquia/index.ts';
import type { Answer } from '../../checks/provider.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import { plainSecret } from '../fixtures.ts';
import { perCase } from '../per-case.ts';
import { acquiaOf } from './story.ts';

/** How a secret is carried to the token endpoint. */
export type Carriage =
  | 'raw in a form'
  | 'encoded in a form'
  | 'encoded twice'
  | 'in a JSON body'
  | 'in HTTP Basic';

type Pair = Pick<ApiKey, 'id' | 'secret'>;

/** Somebody who speaks plain HTTP to the platform, to judge the mock itself. */
export class Visitor {
  readonly browser = new Browser();
  readonly #world: CaseWorld;
  /** The API token that the access token was made from. */
  key: Pair | undefined;
  accessToken = '';
  /** The last answer. */
  answer: Answer = { status: 0, body: '' };
  /** API tokens made over the API or the console, by label. */
  readonly made = new Map<string, Pair>();
  /** How many API tokens the user had when the visitor came. */
  keysBefore = 0;

  constructor(world: CaseWorld) {
    this.#world = world;
  }

  /** Send a request below the API's address. */
  async send(
    method: string,
    path: string,
    init: { token?: boolean; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (init.token === true) headers.set('Authorization', `Bearer ${this.accessToken}`);
    if (init.body !== undefined) headers.set('Content-Type', 'application/json');
    const body = init.body === undefined ? null : JSON.stringify(init.body);
    return this.#fetch(`${this.#world.sandbox.endpoints.api}${path}`, { method, headers, body });
  }

  /** Obtain an access token to call with. */
  async obtainToken(scope?: string): Promise<void> {
    const { state, entropy } = acquiaOf(this.#world);
    this.key ??= state.createKey('visitor', plainSecret(entropy));
    const answer = await this.exchange(this.key, 'encoded in a form', scope);
    this.accessToken = (JSON.parse(answer.body) as { access_token: string }).access_token;
    this.keysBefore = state.keys.length;
  }

  /** Exchange a key and secret, carried in one way or another. */
  exchange(key: Pair, how: Carriage, scope?: string): Promise<Answer> {
    const pairs: [string, string][] = [
      ['client_id', key.id],
      ['client_secret', key.secret],
      ['grant_type', 'client_credentials'],
    ];
    if (scope !== undefined) pairs.push(['scope', scope]);
    const form = (encode: (value: string) => string) =>
      pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&');
    const request: Record<Carriage, [type: string, body: string, headers?: Record<string, string>]> = {
      'raw in a form': ['application/x-www-form-urlencoded', form(value => value)],
      'encoded in a form': ['application/x-www-form-urlencoded', form(encodeURIComponent)],
      'encoded twice': [
        'application/x-www-form-urlencoded',
        form(value => encodeURIComponent(encodeURIComponent(value))),
      ],
      'in a JSON body': ['application/json', JSON.stringify(Object.fromEntries(pairs))],
      'in HTTP Basic': [
        'application/x-www-form-urlencoded',
        'grant_type=client_credentials',
        { Authorization: `Basic ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}` },
      ],
    };
    const [type, body, headers = {}] = request[how];
    return this.#fetch(this.#world.sandbox.endpoints.token!, {
      method: 'POST',
      body,
      headers: { 'Content-Type': type, ...headers },
    });
  }

  async #fetch(url: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    this.answer = { status: response.status, body: await response.text() };
    return this.answer;
  }
}

/** The visitor of a case. */
export const visitorOf = perCase(world => {
  const visitor = new Visitor(world);
  visitor.keysBefore = acquiaOf(world).state.keys.length;
  return visitor;
});
