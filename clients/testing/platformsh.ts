import { onTestFinished } from 'vitest';
import type { Params } from '../../src/protocol/index.ts';
import createReferenceClient, { type Replacements } from '../reference/index.ts';
import { after, opening } from './session.ts';
import {
  type Answer,
  type Answers,
  type Arrival,
  answering,
  json,
  pathOf,
  TinyServer,
} from './tiny-server.ts';

/** API tokens whose encoding matters. */
export const API_TOKEN = 'tkn-ci+01/=';
export const OTHER_API_TOKEN = 'tkn-ci+02/=';

/** A token endpoint's success, with members changed. */
export function grant(accessToken: string, changed: Record<string, unknown> = {}): Answer {
  return json(200, { access_token: accessToken, expires_in: 900, token_type: 'bearer', ...changed });
}

/** The platform's answer to a user who has to log in afresh. */
export const STEP_UP: Answer = json(
  401,
  { error: 'insufficient_user_authentication', amr: ['pwd'], max_age: 3600 },
  { 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age=3600' },
);

const PLATFORM: Answers = {
  'POST /auth/oauth2/token': n => grant(`access-${n}`),
  'POST /auth/oauth2/revoke': () => ({ status: 200 }),
  'GET /api/users/me': () => json(200, { id: 'user/1', email: 'ci@example.com' }),
};

/** What arrived, as `METHOD /path`. */
const lineOf = (arrival: Arrival) => `${arrival.method} ${pathOf(arrival)}`;

/** A server that grants the tokens `access-1`, `access-2`, … and answers `{}` to what it does not know. */
export async function startPlatformsh(answers: Answers = {}): Promise<TinyServer> {
  return TinyServer.start(answering({ ...PLATFORM, ...answers }, lineOf));
}

/** The params of `session/open` against a {@link startPlatformsh} server. */
export function sessionParams(
  { origin }: TinyServer,
  changed: Partial<Params<'session/open'>> = {},
): Params<'session/open'> {
  return opening({
    platform: 'platformsh',
    mechanism: 'api-token',
    endpoints: { auth: `${origin}/auth`, token: `${origin}/auth/oauth2/token`, api: `${origin}/api` },
    credentials: { apiToken: API_TOKEN },
    options: { allowInsecure: true, project: 'prj1', environment: 'main' },
    ...changed,
  });
}

/** A server, and a reference client with the session `s1` open; both end with the test. */
export async function setUp(
  answers: Answers = {},
  changed: Partial<Params<'session/open'>> = {},
  platformsh: Replacements['platformsh'] = {},
) {
  const server = await startPlatformsh(answers);
  const client = createReferenceClient({ platformsh });
  onTestFinished(() => server.stop());
  onTestFinished(async () => {
    await client.shutdown!({});
  });
  const open = (changed: Partial<Params<'session/open'>> = {}) =>
    client['session/open']!(sessionParams(server, changed));
  await open(changed);
  return {
    server,
    client,
    open,
    setTime: (seconds: number) => client['session/setTime']!({ session: 's1', now: after(seconds) }),
    exchanges: () => server.at('/auth/oauth2/token'),
    calls: () => lines(server).filter(line => line.includes(' /api/')),
  };
}

/** What arrived, as `METHOD /target`. */
export function lines(server: TinyServer): string[] {
  return server.arrivals.map(({ method, target }) => `${method} ${target}`);
}

/** The credentials of the API calls, in their order. */
export function bearers(server: TinyServer): (string | undefined)[] {
  return server.at('/api').map(({ headers }) => headers.authorization);
}
