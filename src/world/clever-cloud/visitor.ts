import type { Consumer, UserToken } from '../../../mocks/clever-cloud/index.ts';
import { encode, signingKey } from '../../../mocks/kernel/oauth1/index.ts';
import { type Answer, NO_ANSWER } from '../../checks/provider.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';
import { type PlainRequest, send } from '../plain-http.ts';
import { CALLBACK } from './session.ts';
import { cleverCloudOf } from './story.ts';

/** What a form or a page has handed out: a token or key with its secret. */
export interface Pair {
  readonly id: string;
  readonly secret: string;
}

/** Somebody who speaks plain HTTP to the platform and signs by PLAINTEXT, to judge the mock itself. */
export class Visitor {
  readonly browser = new Browser();
  readonly #world: CaseWorld;
  /** The last answer. */
  answer: Answer = NO_ANSWER;
  /** What the case has made or seen: consumers and API tokens, by name. */
  readonly seen = new Map<string, Pair>();
  requestToken: Pair = { id: '', secret: '' };

  constructor(world: CaseWorld) {
    this.#world = world;
  }

  /** Ask the API host, signed by a user token. */
  asUser(path: string, { access, secret, consumer }: UserToken, method = 'GET'): Promise<Answer> {
    const authorization = header({ id: consumer.key, secret: consumer.secret }, { id: access.value, secret });
    return this.fetch(`${this.#world.sandbox.endpoints.api}${path}`, {
      method,
      headers: { authorization },
    });
  }

  /** Ask a host with an API token. */
  withApiToken(host: 'api' | 'bridge', path: string, value: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${value}` };
    return this.fetch(`${this.#world.sandbox.endpoints[host]}${path}`, { headers });
  }

  /** Step 1 of the dance; what it brings is kept. */
  async askRequestToken({ key, secret }: Pick<Consumer, 'key' | 'secret'>): Promise<Answer> {
    const answer = await this.#step('requestToken', { id: key, secret }, undefined, {
      oauth_callback: CALLBACK,
    });
    const form = new URLSearchParams(answer.body);
    const value = (name: string) => form.get(name) ?? '';
    this.requestToken = { id: value('oauth_token'), secret: value('oauth_token_secret') };
    return answer;
  }

  /** Step 3 of the dance, with the verifier that the browser came back with. */
  askAccessToken({ key, secret }: Pick<Consumer, 'key' | 'secret'>): Promise<Answer> {
    const verifier = new URL(this.browser.page.url).searchParams.get('oauth_verifier') ?? '';
    return this.#step('accessToken', { id: key, secret }, this.requestToken, { oauth_verifier: verifier });
  }

  /** Ask anything. */
  async fetch(url: string, request: PlainRequest = {}): Promise<Answer> {
    this.answer = await send(url, request);
    return this.answer;
  }

  /** Go to the console's first page, and sign in unless that has happened before. */
  async openConsole(): Promise<void> {
    const { email, password } = cleverCloudOf(this.#world).state.user;
    const { html } = await this.browser.open(this.#world.sandbox.endpoints.console!);
    if (html.includes('>Sign in</button>'))
      await this.browser.submit('Sign in', { email, password: password! });
  }

  #step(endpoint: string, consumer: Pair, token: Pair | undefined, more: object): Promise<Answer> {
    const body = new URLSearchParams({ ...parameters(consumer, token), ...more });
    return this.fetch(this.#world.sandbox.endpoints[endpoint]!, { method: 'POST', body });
  }
}

function parameters(consumer: Pair, token: Pair | undefined): Record<string, string> {
  return {
    oauth_consumer_key: consumer.id,
    ...(token && { oauth_token: token.id }),
    oauth_signature_method: 'PLAINTEXT',
    oauth_signature: signingKey({ consumerSecret: consumer.secret, tokenSecret: token?.secret ?? '' }),
  };
}

function header(consumer: Pair, token: Pair): string {
  const pairs = Object.entries(parameters(consumer, token));
  return `OAuth ${pairs.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}

/** The visitor of a case. */
export const visitorOf = perCase(world => new Visitor(world));
