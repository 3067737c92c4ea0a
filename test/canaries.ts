/** Shorter texts may stand anywhere by chance. */
export const SHORTEST = 8;

/** Three characters of a text as a number: most places of a text are told apart by it from any form. */
function keyAt(text: string, at: number): number {
  const bits = (i: number) => text.charCodeAt(at + i) & 127;
  return (bits(0) << 14) | (bits(1) << 7) | bits(2);
}

const lower = (text: string) => text.replace(/%../g, byte => byte.toLowerCase());
const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** The forms in which a secret can stand in a file, by name. */
export function formsOf(secret: string): Readonly<Record<string, string>> {
  const url = encodeURIComponent(secret);
  const form = formEncoded(secret);
  return {
    raw: secret,
    'url-encoded': url,
    'url-encoded, lower case': lower(url),
    'form-encoded': form,
    'form-encoded, lower case': lower(form),
    'url-encoded twice': encodeURIComponent(url),
    'form-encoded twice': formEncoded(form),
    base64: base64(secret),
    base64url: Buffer.from(secret).toString('base64url'),
    'url-encoded, then base64': base64(url),
    'base64 twice': base64(base64(secret)),
    'base64, url-encoded': encodeURIComponent(base64(secret)),
    'HTTP Basic, as user': base64(`${secret}:`),
    'HTTP Basic, as password': base64(`:${secret}`),
    'JSON-escaped': inJson(secret),
    'JSON-escaped twice': inJson(inJson(secret)),
    // What a mask or a cut has left of it.
    'first half': secret.slice(0, Math.ceil(secret.length / 2)),
    'second half': secret.slice(Math.floor(secret.length / 2)),
  };
}

/** Finds any form of any secret, in one pass over a text. */
export class Forms {
  readonly #keys = new Uint8Array(2 ** 21);
  /** By their first characters. */
  readonly #byStart = new Map<string, { readonly form: string; readonly name: string }[]>();

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) {
      for (const [what, form] of Object.entries(formsOf(secret))) {
        if (form.length < SHORTEST) continue;
        const start = form.slice(0, SHORTEST);
        this.#keys[keyAt(form, 0)] = 1;
        const name = `${secret.slice(0, 4)}… (${secret.length} characters), ${what}`;
        this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), { form, name }]);
      }
    }
  }

  /** Names of the forms that stand in the text, each once. */
  in(text: string): string[] {
    const found = new Set<string>();
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      if (this.#keys[keyAt(text, at)] === 0) continue;
      for (const { form, name } of this.#byStart.get(text.slice(at, at + SHORTEST)) ?? [])
        if (text.startsWith(form, at)) found.add(name);
    }
    return [...found];
  }
}
