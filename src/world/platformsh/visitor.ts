import type { User } from '../../../mocks/platformsh/index.ts';
import { type Answer, NO_ANSWER } from '../../checks/provider.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';
import { type PlainRequest, send } from '../plain-http.ts';
import { platformshOf } from './story.ts';

/** How the value of an API token is carried to the token endpoint (fact sheet, b2). */
export type Style =
  | 'a form with a client in Basic'
  | 'a form with the client in it'
  | 'JSON with a client in Basic';

const FORM = 'application/x-www-form-urlencoded';
const basic = (client: string) => ({
  Authorization: `Basic ${Buffer.from(`${client}:`).toString('base64')}`,
});
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

/** Headers and body of an exchange, by style. */
const STYLES: Readonly<Record<Style, (grant: Record<string, string>) => PlainRequest>> = {
  'a form with a client in Basic': grant => ({
    headers: { ...basic('platform-api-user'), 'Content-Type': FORM },
    body: form(grant),
  }),
  'a form with the client in it': grant => ({
    headers: { 'Content-Type': FORM },
    body: form({ client_id: 'platform-cli', client_secret: '', ...grant }),
  }),
  'JSON with a client in Basic': grant => ({
    headers: { ...basic('platform-cli'), 'Content-Type': 'application/json' },
    body: JSON.stringify(grant),
  }),
};

/** Somebody who speaks plain HTTP to the platform and walks its console, to judge the mock itself. */
export class Visitor {
  readonly #world: CaseWorld;
  readonly #browsers = new Map<User, Browser>();
  readonly #accessTokens = new Map<User, string>();
  /** Whose browser the case looks at. */
  signedIn: User;
  /** The last answer to a program. */
  answer: Answer = NO_ANSWER;
  /** The values of API tokens that pages and answers have shown, by name. */
  readonly values = new Map<string, string>();
  /** An access token that the case is about. */
  accessToken = '';

  constructor(world: CaseWorld) {
    this.#world = world;
    this.signedIn = platformshOf(world).state.user;
  }

  /** The browser of who is looked at. */
  get browser(): Browser {
    let browser = this.#browsers.get(this.signedIn);
    if (browser === undefined) {
      browser = new Browser();
      this.#browsers.set(this.signedIn, browser);
    }
    return browser;
  }

  /** Sit down at the browser of a user, go to the console's first page, and sign in there where it is asked for. */
  async openConsole(user = this.signedIn): Promise<Browser> {
    this.signedIn = user;
    const { browser } = this;
    const { html } = await browser.open(this.address('console'));
    const { email, password } = user;
    if (html.includes('>Sign in</button>')) await browser.submit('Sign in', { email, password });
    return browser;
  }

  /** Exchange the value of an API token. */
  exchange(value: string, style: Style = 'a form with a client in Basic'): Promise<Answer> {
    const init = STYLES[style]({ grant_type: 'api_token', api_token: value });
    return this.fetch(this.address('token'), { method: 'POST', ...init });
  }

  /** Exchange the value of an API token. @returns the access token; empty where there is none */
  async accessTokenFor(value: string): Promise<string> {
    const { body } = await this.exchange(value);
    return /"access_token":"([^"]+)"/.exec(body)?.[1] ?? '';
  }

  /** Call the API as a user, by an access token made from an API token of theirs. */
  async as(user: User, method: string, path: string, body?: unknown): Promise<Answer> {
    const token = this.#accessTokens.get(user) ?? (await this.#obtainFor(user));
    return this.withBearer(token, method, path, body);
  }

  /** Call the API with a bearer token. */
  withBearer(value: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.fetch(`${this.address('api')}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${value}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Ask anything. */
  async fetch(url: string, request: PlainRequest = {}): Promise<Answer> {
    this.answer = await send(url, request);
    return this.answer;
  }

  address(endpoint: string): string {
    return this.#world.sandbox.endpoints[endpoint]!;
  }

  async #obtainFor(user: User): Promise<string> {
    const { value } = platformshOf(this.#world).state.createApiToken(user, `visitor of ${user.email}`);
    const token = await this.accessTokenFor(value);
    this.#accessTokens.set(user, token);
    return token;
  }
}

/** The visitor of a case. */
export const visitorOf = perCase(world => new Visitor(world));

/** The people of provider cases, by the words of the features; who is not there yet is made. */
const MACHINES = {
  'the machine user': 'machine@example.com',
  'another machine user': 'another@example.com',
} as const;

export type Person = 'the human' | keyof typeof MACHINES;

/** Who is meant. */
export function person(world: CaseWorld, who: Person): User {
  const { state } = platformshOf(world);
  if (who === 'the human') return state.user;
  return state.people.withEmail(MACHINES[who]) ?? state.createUser({ email: MACHINES[who] });
}
