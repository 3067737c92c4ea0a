import type { Sandbox } from '../index.ts';

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; reading it fails the test where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read into bodies of many shapes
  readonly json: any;
}

/** Call an address below the sandbox's base; redirects are not followed. */
export async function call(sandbox: Sandbox, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${sandbox.base}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  const { status, headers } = response;
  return {
    status,
    headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}
