import { type ApiKey, signature, stringToSign } from '../../../mocks/acquia/index.ts';
import { type Answer, NO_ANSWER } from '../../checks/provider.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import { plainSecret } from '../fixtures.ts';
import { perCase } from '../per-case.ts';
import { type PlainRequest, send } from '../plain-http.ts';
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
  answer: Answer = NO_ANSWER;
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
    const headers = {
      ...init.headers,
      ...(init.token === true && { Authorization: `Bearer ${this.accessToken}` }),
      ...(init.body !== undefined && { 'Content-Type': 'application/json' }),
    };
    const body = init.body === undefined ? {} : { body: JSON.stringify(init.body) };
    return this.#fetch(`${this.#world.sandbox.endpoints.api}${path}`, { method, headers, ...body });
  }

  /** Send a request signed by HTTP HMAC 2.0, for which the key must have been made. */
  async sendSigned(method: string, path: string, { id, secret }: Pair): Promise<Answer> {
    const { clock, endpoints, entropy } = this.#world.sandbox;
    const url = new URL(`${endpoints.api}${path}`);
    const authorization = { id, nonce: entropy.uuid(), realm: 'Acquia', version: '2.0' };
    const timestamp = String(Math.floor(clock.now() / 1000));
    const { host, pathname, search } = url;
    const text = stringToSign({
      method,
      host,
      path: pathname,
      query: search.slice(1),
      authorization,
      headers: [],
      timestamp,
    });
    const parameters = { ...authorization, headers: '', signature: signature(secret, text) };
    const pairs = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
    return this.#fetch(url.href, {
      method,
      headers: {
        Authorization: `acquia-http-hmac ${pairs.join(',')}`,
        'X-Authorization-Timestamp': timestamp,
      },
    });
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

  async #fetch(url: string, request: PlainRequest): Promise<Answer> {
    this.answer = await send(url, request);
    return this.answer;
  }
}

/** The visitor of a case. */
export const visitorOf = perCase(world => {
  const visitor = new Visitor(world);
  visitor.keysBefore = acquiaOf(world).state.keys.length;
  return visitor;
});
