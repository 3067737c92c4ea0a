import { afterEach } from 'vitest';
import { rawExchange } from '../../../mocks/kernel/testing/raw-exchange.ts';
import { serve } from '../serve.ts';
import { printedValue } from './printed.ts';

/** An answer of the control API. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever JSON there is
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

/** Acquia served on a free port, its machine's time in the hands of the test. */
export class Serving {
  readonly machine: { now: number };
  readonly lines: readonly string[];
  readonly url: string;
  readonly secret: string;
  readonly key: string;
  readonly keySecret: string;
  readonly password: string;

  constructor(machine: { now: number }, lines: readonly string[], url: string) {
    this.machine = machine;
    this.lines = lines;
    this.url = url;
    this.secret = printedValue(lines, 'control secret');
    this.key = printedValue(lines, 'API key');
    this.keySecret = printedValue(lines, 'API secret');
    this.password = printedValue(lines, 'console sign-in').split(' password ')[1]!;
  }

  /** Ask the control API; `path` is below the platform's name. */
  async control(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.send(method, `/_control/acquia${path}`, {
      headers: { 'X-Countersign-Secret': this.secret },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** Any request that is answered with JSON. */
  async send(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { ...init, method });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text), headers: response.headers };
  }

  /** Exchange a key for an access token. */
  async token(id = this.key, secret = this.keySecret): Promise<Response> {
    const form = { client_id: id, client_secret: secret, grant_type: 'client_credentials' };
    return fetch(`${this.url}/acquia/api/auth/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
  }

  async tokenValue(): Promise<string> {
    return ((await (await this.token()).json()) as { access_token: string }).access_token;
  }

  /** Status of an API call with that token. */
  async callWith(token: string): Promise<number> {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${this.url}/acquia/api/account`, { headers })).status;
  }

  /** Status of a request whose header lines are exactly these, in the bytes of HTTP. */
  async rawStatus(path: string, headers: readonly string[], method = 'GET'): Promise<number> {
    const lines = [`${method} ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''];
    return Number((await rawExchange(this.url, lines.join('\r\n'))).split(' ', 2)[1]);
  }
}

/** Servers for the tests of one file; each ends with its test. */
export function servings() {
  const running: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map(stop => stop()));
  });
  return async (): Promise<Serving> => {
    const machine = { now: Date.UTC(2026, 0, 2, 3, 4, 5) };
    const lines: string[] = [];
    const print = (text: string) => void lines.push(...text.split('\n'));
    const { url, stop } = await serve({ platforms: ['acquia'], port: 0, print, real: () => machine.now });
    running.push(stop);
    return new Serving(machine, lines, url);
  };
}
