import type { Params } from '../../src/protocol/index.ts';
import { opening } from './session.ts';
import { type Answer, type Arrival, json, TinyServer } from './tiny-server.ts';

/** Credentials whose encoding matters. */
export const API_KEY = '5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11';
export const API_SECRET = 'FME99i+FuiULEVZVgZANQPyy6btvwlhihHunVYptW/4=';

/** The platform's answer to an expired token. */
export const EXPIRED: Answer = {
  status: 403,
  body: '{"error":"unauthorized","message":"The access token has expired."}',
};

/** What a {@link startAcquia} server answers where a test does not want the usual. */
export interface Answers {
  /** To the n-th token request, counted from 1. */
  token?(n: number, arrival: Arrival): Answer | Promise<Answer>;
  /** To the n-th API call, counted from 1. */
  api?(n: number, arrival: Arrival): Answer;
}

/** A server that grants the tokens `token-1`, `token-2`, … and answers `{}` to every API call. */
export async function startAcquia(answers: Answers = {}): Promise<TinyServer> {
  const count = { token: 0, api: 0 };
  return TinyServer.start(arrival => {
    if (arrival.target === '/token') {
      count.token++;
      return answers.token?.(count.token, arrival) ?? grant(`token-${count.token}`);
    }
    count.api++;
    return answers.api?.(count.api, arrival) ?? { status: 200, body: '{}' };
  });
}

/** A token endpoint's success, with members changed. */
export function grant(accessToken: string, changed: Record<string, unknown> = {}): Answer {
  return json(200, { access_token: accessToken, token_type: 'bearer', expires_in: 300, ...changed });
}

/** The params of `session/open` against a {@link startAcquia} server. */
export function openParams(
  server: TinyServer,
  changed: Partial<Params<'session/open'>> = {},
): Params<'session/open'> {
  return opening({
    platform: 'acquia',
    mechanism: 'client-credentials',
    endpoints: { token: `${server.origin}/token`, api: `${server.origin}/api` },
    credentials: { apiKey: API_KEY, apiSecret: API_SECRET },
    ...changed,
  });
}
