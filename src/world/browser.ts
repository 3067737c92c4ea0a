import { type PlainRequest, send } from './plain-http.ts';

/** A page as the browser sees it. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  /** The text without its markup. */
  readonly text: string;
}

interface Form {
  readonly action: string;
  readonly html: string;
  readonly hidden: readonly (readonly [string, string])[];
}

/**
 * The least that walks the console as a browser does: cookies, links by their text, forms with their hidden
 * fields, redirects. Another site is not asked for anything: of a page there only the address is known.
 */
export class Browser {
  readonly #cookies = new Map<string, string>();
  #page: Page | undefined;

  /** The page that was loaded last. */
  get page(): Page {
    if (this.#page === undefined) throw new Error('Failed to look: no page was opened.');
    return this.#page;
  }

  /** Load a page; `headers` go along with the first request only. */
  async open(url: string, request: PlainRequest = {}): Promise<Page> {
    const cookies = this.#cookies.size > 0 && { Cookie: [...this.#cookies.values()].join('; ') };
    const { status, headers, setCookies, body } = await send(url, {
      ...request,
      headers: { ...request.headers, ...cookies },
    });
    for (const set of setCookies) this.#keep(set.split(';', 1)[0]!);
    if (headers.location !== undefined && status >= 300 && status < 400) {
      const target = new URL(headers.location, url);
      if (target.origin === new URL(url).origin) return this.open(target.href);
      this.#page = { status, url: target.href, html: '', text: '' };
      return this.#page;
    }
    this.#page = {
      status,
      url,
      html: body,
      text: body.replace(/<style>[\s\S]*?<\/style>|<[^>]+>/g, ' '),
    };
    return this.#page;
  }

  /** Click the link of this text. */
  async follow(text: string): Promise<Page> {
    const link = [...this.page.html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].find(
      m => m[2]!.trim() === text,
    );
    if (link === undefined) throw new Error(`Failed to follow "${text}": the page has no such link.`);
    return this.open(new URL(link[1]!, this.page.url).href);
  }

  /**
   * Fill in and send the form whose button has this text.
   * @param near text that stands in the same table row as the form, where several are alike
   */
  async submit(button: string, fields: Readonly<Record<string, string>> = {}, near = ''): Promise<Page> {
    const part =
      near === '' ? this.page.html : (this.page.html.split(/<tr\b/).find(row => row.includes(near)) ?? '');
    const form = formsOf(part).find(f => f.html.includes(`>${button}</button>`));
    if (form === undefined) throw new Error(`Failed to click "${button}": the page has no such button.`);
    const body = new URLSearchParams([
      ...form.hidden.map(([n, v]): [string, string] => [n, v]),
      ...Object.entries(fields),
    ]);
    return this.open(new URL(form.action, this.page.url).href, { method: 'POST', body });
  }

  #keep(pair: string): void {
    this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair);
  }
}

function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form [^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action, inner]) => ({
      action: action!,
      html: inner!,
      hidden: [...inner!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
        m => [m[1]!, m[2]!] as const,
      ),
    }),
  );
}
