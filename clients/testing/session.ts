import type { ClientModule, Params } from '../../src/protocol/index.ts';

export const NOW = '2026-01-02T03:04:05.000Z';

/** {@link NOW} and so many seconds. */
export const after = (seconds: number): string => new Date(Date.parse(NOW) + 1000 * seconds).toISOString();

type Opening = Params<'session/open'>;

/** The params of `session/open`: the session `s1`, and what is said of it. */
export function opening(
  said: Pick<Opening, 'platform' | 'mechanism' | 'endpoints' | 'credentials'> & Partial<Opening>,
): Opening {
  return {
    session: 's1',
    installation: 'i1',
    options: { allowInsecure: true },
    env: {},
    now: NOW,
    ...said,
  };
}

/** The params of a GET of `/applications`, with members changed. */
export function requestParams(changed: Partial<Params<'session/request'>> = {}): Params<'session/request'> {
  return {
    session: 's1',
    method: 'GET',
    path: '/applications',
    query: [],
    headers: {},
    body: null,
    ...changed,
  };
}

/** Make one call as {@link requestParams} says. */
export function request(client: ClientModule, changed: Partial<Params<'session/request'>> = {}) {
  return client['session/request']!(requestParams(changed));
}

/** Run one operation. */
export function invoke(
  client: ClientModule,
  operation: string,
  input: Params<'session/invoke'>['input'] = {},
  session = 's1',
) {
  return client['session/invoke']!({ session, operation, input });
}
