import type { Sandbox } from '../index.ts';
import { type Answer, call } from './answer.ts';

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plainText = (text: string) =>
  text.replace(/&([a-z]+|#39);/g, (whole, name) => characters[name] ?? whole);

/** What a form sends when its button is pressed and nothing is filled in. */
export interface Form {
  /** Below the sandbox's base. */
  readonly action: string;
  /** Hidden inputs, and the boxes that are ticked. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** What a person signs in with. */
interface Account {
  readonly email: string;
  readonly password: string | undefined;
}

/** What a person does with the pages of a platform, over plain HTTP: follow links by their text, send forms by their button. */
export class PageVisitor {
  readonly sandbox: Sandbox;
  readonly #cookies = new Map<string, string>();
  /** The page in view. */
  page!: Answer;
  /** Where the last redirect led that left the platform; the browser did not go there. */
  left: URL | undefined;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  /** All cookies that are kept, as they are sent. */
  get cookie(): string {
    return [...this.#cookies].map(pair => pair.join('=')).join('; ');
  }

  /** Go to an address below the sandbox's base; redirects are followed. */
  visit(path: string): Promise<Answer> {
    return this.#load(path, { method: 'GET' });
  }

  /** Click the link with this text. */
  async follow(text: string): Promise<Answer> {
    const href = new RegExp(`<a href="([^"]*)">${text}</a>`).exec(this.page.text)?.[1];
    if (href === undefined) throw new Error(`No link "${text}" on this page.`);
    return this.visit(this.#below(plainText(href)));
  }

  /**
   * Fill in the form with this button, and press it. The first such form, or the one of a table's row.
   * @param fields undefined leaves a field out, as unticking its box does
   */
  async press(
    button: string,
    fields: Readonly<Record<string, string | undefined>> = {},
    row = '',
  ): Promise<Answer> {
    const { action, hidden } = this.form(button, row);
    const filled = Object.entries({ ...hidden, ...fields }).filter(([, value]) => value !== undefined);
    return this.#load(action, { method: 'POST', body: new URLSearchParams(filled as [string, string][]) });
  }

  /** Where the form with this button goes, and what it sends of its own. */
  form(button: string, row = ''): Form {
    const from = this.page.text.slice(Math.max(this.page.text.indexOf(`<th scope="row">${row}</th>`), 0));
    const forms = [...from.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs)];
    const [, action, inside] = forms.find(([whole]) => whole.includes(`>${button}</button>`)) ?? [];
    if (action === undefined) throw new Error(`No button "${button}" on this page.`);
    const hidden = inside!.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g);
    const ticked = inside!.matchAll(/<input type="checkbox" name="(\w+)" checked>/g);
    return {
      action: this.#below(plainText(action)),
      hidden: Object.fromEntries([
        ...[...hidden].map(([, name, value]) => [name, plainText(value!)] as const),
        ...[...ticked].map(([, name]) => [name, 'on'] as const),
      ]),
    };
  }

  async #load(path: string, init: RequestInit): Promise<Answer> {
    const answer = await call(this.sandbox, path, { ...init, headers: { cookie: this.cookie } });
    for (const set of answer.headers.getSetCookie()) this.#keep(set);
    const location = answer.headers.get('location');
    if (location?.startsWith('/') || location?.startsWith(`${this.sandbox.base}/`))
      return this.visit(this.#below(location));
    if (location !== null) this.left = new URL(location);
    this.page = answer;
    return answer;
  }

  #keep(set: string): void {
    const [, name, value] = /^([^=]*)=([^;]*)/.exec(set)!;
    if (/; Max-Age=0$/.test(set)) this.#cookies.delete(name!);
    else this.#cookies.set(name!, value!);
  }

  #below(address: string): string {
    const { base } = this.sandbox;
    const to = new URL(address, base);
    const prefix = new URL(base);
    if (to.origin !== prefix.origin || !to.pathname.startsWith(`${prefix.pathname}/`))
      throw new Error(`${address} leads out of the sandbox.`);
    return `${to.pathname.slice(prefix.pathname.length)}${to.search}`;
  }
}

/** What a person who has an account does with a platform's console. */
export class ConsoleVisitor<User extends Account = Account> extends PageVisitor {
  readonly user: User;

  constructor(sandbox: Sandbox, user: User) {
    super(sandbox);
    this.user = user;
  }

  /** Go to a page below `/console`. */
  open(path = ''): Promise<Answer> {
    return this.visit(`/console${path}`);
  }

  /** Sign in to the console. */
  async signIn(): Promise<Answer> {
    await this.open();
    return this.press('Sign in', { email: this.user.email, password: this.user.password });
  }
}
