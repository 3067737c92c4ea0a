import type { Answer, TestPlatform } from './platform.ts';

/** What a person does with the console, over plain HTTP: follow links by their text, send forms by their button. */
export class Browser {
  readonly #platform: TestPlatform;
  cookie = '';
  /** The page in view. */
  page!: Answer;

  constructor(platform: TestPlatform) {
    this.#platform = platform;
  }

  /** Go to a page below `/console`; redirects are followed. */
  async open(path = ''): Promise<Answer> {
    return this.#load(`/console${path}`, { method: 'GET' });
  }

  /** Sign in as the platform's user. */
  async signIn(): Promise<Answer> {
    const { mail, password } = this.#platform.sandbox.state.user;
    await this.open();
    return this.press('Sign in', { email: mail, password });
  }

  /** Click the link with this text. */
  async follow(text: string): Promise<Answer> {
    const href = new RegExp(`<a href="([^"]*)">${text}</a>`).exec(this.page.text)?.[1];
    if (href === undefined) throw new Error(`No link "${text}" on this page.`);
    return this.#load(this.#below(href), { method: 'GET' });
  }

  /** Fill in the form with this button, and press it. The first such form, or the one of a table's row. */
  async press(button: string, fields: Record<string, string> = {}, row = ''): Promise<Answer> {
    const { action, hidden } = this.form(button, row);
    const body = new URLSearchParams({ ...hidden, ...fields });
    return this.#load(action, { method: 'POST', body });
  }

  /** Where the form with this button goes, and what it hides. */
  form(button: string, row = ''): { action: string; hidden: Record<string, string> } {
    const from = this.page.text.slice(Math.max(this.page.text.indexOf(`<th scope="row">${row}</th>`), 0));
    const forms = [...from.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs)];
    const [, action, inside] = forms.find(([whole]) => whole.includes(`>${button}</button>`)) ?? [];
    if (action === undefined) throw new Error(`No button "${button}" on this page.`);
    const hidden = inside!.matchAll(/<input type="hidden" name="(\w+)" value="(\w+)">/g);
    return { action: this.#below(action), hidden: Object.fromEntries([...hidden].map(([, n, v]) => [n, v])) };
  }

  async #load(path: string, init: RequestInit): Promise<Answer> {
    const answer = await this.#platform.call(path, { ...init, headers: { cookie: this.cookie } });
    const set = answer.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';', 1)[0]!;
    const location = answer.headers.get('location');
    if (location !== null) return this.#load(this.#below(location), { method: 'GET' });
    this.page = answer;
    return answer;
  }

  #below(path: string): string {
    const prefix = new URL(this.#platform.sandbox.base).pathname;
    if (!path.startsWith(`${prefix}/`)) throw new Error(`${path} leads out of the sandbox.`);
    return path.slice(prefix.length);
  }
}
