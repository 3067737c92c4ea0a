import type { ApiToken, Permission, User } from '../../../mocks/api-token-realm/index.ts';
import { type Answer, NO_ANSWER } from '../../checks/provider.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';
import { type PlainRequest, send } from '../plain-http.ts';
import { realmOf } from './story.ts';

/** How a visitor sends a token. */
export type Way = 'header' | 'query' | 'header and query';

/** Somebody who speaks plain HTTP to the platform, and walks its console, to judge the mock itself. */
export class Visitor {
  readonly browser = new Browser();
  readonly #world: CaseWorld;
  /** The last answer. */
  answer: Answer = NO_ANSWER;
  /** What the visitor calls with. */
  token: ApiToken | undefined;
  /** A second token of the same owner, which `{token}` in a request stands for. */
  readonly spare: ApiToken;
  /** Tokens there were when the visitor came. */
  readonly before: number;

  constructor(world: CaseWorld) {
    this.#world = world;
    const { state } = realmOf(world);
    this.spare = state.createToken({ user: state.admin, name: 'spare', permissions: [] });
    this.before = state.tokens.length;
  }

  /** Hold a token of the administrator's; without permissions named it may do everything. */
  hold(permissions?: readonly Permission[]): void {
    const { state } = realmOf(this.#world);
    this.holdOf(state.admin, state.environment, permissions);
  }

  /** Hold a token of a user's in an environment; without permissions named it may do all that they may. */
  holdOf(user: User, environment: ApiToken['environment'], permissions?: readonly Permission[]): void {
    const { state } = realmOf(this.#world);
    const granted = permissions ?? [...state.rightsOf(user, environment)];
    this.token = state.createToken({ user, environment, name: 'held', permissions: granted });
  }

  /**
   * Send a request, with the held token where a way is named.
   * @param request method and path below the API's address; `{token}` stands for the id of {@link spare}
   */
  send(request: string, way?: Way, value = this.token?.access.value ?? ''): Promise<Answer> {
    const byHeader = way === undefined || way === 'query' ? undefined : `apiToken ${value}`;
    const query = way === undefined || way === 'header' ? undefined : value;
    return this.sendWith(request, byHeader, query);
  }

  /** Send a request with any Authorization header, and any token in the query. */
  async sendWith(request: string, authorization?: string, query?: string): Promise<Answer> {
    const [method = '', path = ''] = request.replace('{token}', this.spare.id).split(' ');
    const url = new URL(`${this.#world.sandbox.endpoints.api}${path}`);
    if (query !== undefined) url.searchParams.append(realmOf(this.#world).settings.parameter, query);
    const headers = {
      'Content-Type': 'application/json',
      ...(authorization !== undefined && { Authorization: authorization }),
    };
    const body = method === 'POST' ? { body: JSON.stringify({ name: 'made' }) } : {};
    return this.fetch(url, { method, headers, ...body });
  }

  /** Ask anything; redirects are not followed. */
  async fetch(url: URL | string, request: PlainRequest = {}): Promise<Answer> {
    this.answer = await send(url, request);
    return this.answer;
  }

  /** Go to the console's first page, and sign in as this user unless somebody has. */
  async openConsole({ email, password }: User = realmOf(this.#world).state.user): Promise<void> {
    const { html } = await this.browser.open(this.#world.sandbox.endpoints.console!);
    if (html.includes('>Sign in</button>')) await this.browser.submit('Sign in', { email, password });
  }

  /** Go to the API tokens as the page says (R6, R7). */
  async openTokens(user?: User): Promise<void> {
    await this.openConsole(user);
    await this.browser.follow('Environment settings');
    await this.browser.follow('API token');
  }
}

/** The visitor of a case. */
export const visitorOf = perCase(world => new Visitor(world));
