import { callRenewing } from '../../reference/bearer.ts';
import { percentEncode } from '../../reference/percent-encode.ts';
import { authInfo } from '../../reference/platformsh/account.ts';
import { settings } from '../../reference/platformsh/settings.ts';
import { type Grant, TokenSource } from '../../reference/token-source.ts';
import type { Mutant } from '../mutant.ts';
import { withParts } from './composing.ts';

type Params = Parameters<typeof settings>[0];
type Found = Partial<ReturnType<typeof settings>>;

/** A client that makes other settings of what it is given and finds. */
const finding = (
  name: string,
  wrong: string,
  requirement: string,
  found: (params: Params) => Found,
  fault?: number,
): Mutant => ({
  name,
  wrong,
  ...(fault === undefined ? {} : { fault }),
  breaks: [requirement],
  make: withParts(() => ({ settings: params => ({ ...settings(params), ...found(params) }) })),
});

/** A client that takes its API token from somewhere else where it is given none. */
const takingFrom = (
  name: string,
  wrong: string,
  find: (env: Params['env']) => string | undefined,
  fault?: number,
) =>
  finding(
    name,
    wrong,
    'PSH-09',
    ({ credentials, env }) => ({ apiToken: credentials.apiToken ?? find(env) }),
    fault,
  );

/** Writes a name with a slash in a path in its own way. */
const slashes = (name: string, wrong: string, write: (segment: string) => string): Mutant => ({
  name,
  wrong,
  fault: 10,
  breaks: ['PSH-12', 'PSH-25'],
  because: 'An environment stands in the path whether the container names it, or the caller for a variable.',
  make: withParts(() => ({
    pathSegment: segment => (segment.includes('/') ? write(segment) : percentEncode(segment)),
  })),
});

/** Clients that take another's API token or none, and clients that do not know where they are. */
export const identityMutants: readonly Mutant[] = [
  takingFrom(
    'psh-variable-of-another-name',
    'Looks for its API token in PLATFORMSH_TOKEN.',
    ({ PLATFORMSH_TOKEN: token }) => token,
  ),
  takingFrom(
    'psh-any-variable',
    'Takes the first variable whose name ends in TOKEN.',
    env => Object.entries(env).find(([name]) => /TOKEN$/.test(name))?.[1],
  ),
  takingFrom(
    'psh-variable-with-prefix',
    'Looks for env:PLATFORMSH_CLI_TOKEN among the PLATFORM_VARIABLES.',
    ({ PLATFORM_VARIABLES: all = 'e30=' }) =>
      JSON.parse(Buffer.from(all, 'base64').toString())['env:PLATFORMSH_CLI_TOKEN'],
    13,
  ),
  {
    name: 'psh-one-session-for-all',
    wrong: 'Keeps one access token for all API tokens.',
    fault: 7,
    breaks: ['PSH-11'],
    make: withParts(() => ({ sessionKey: ({ apiToken: _, ...rest }) => rest })),
  },
  {
    name: 'psh-one-flight-for-all',
    wrong: 'Lets whoever needs an access token at that time have that of the exchange under way.',
    fault: 7,
    breaks: ['PSH-11'],
    make: withParts(() => {
      const flight: Flight = { under: undefined };
      return { newTokenSource: () => new OneFlight(flight) };
    }),
  },
  {
    name: 'psh-account-remembered',
    wrong: 'Answers who it is by whom its machine was asked for first.',
    fault: 7,
    breaks: ['PSH-11'],
    make: withParts(() => {
      const known = new Map<string, Buffer>();
      return {
        callWithToken: async (request, tokens, send, refuses) => {
          const response = await callRenewing(request, tokens, send, refuses);
          if (!request.url.pathname.endsWith('/users/me') || response.status !== 200) return response;
          const body = known.get(request.url.href) ?? response.body;
          known.set(request.url.href, body);
          return { ...response, body };
        },
      };
    }),
  },
  {
    name: 'psh-another-email',
    wrong: 'Tells the name of the user as the e-mail address.',
    breaks: ['PSH-11'],
    make: withParts(() => ({
      authInfo: async platform => {
        const { username } = (await platform.call('GET', { path: '/users/me' })) as { username: string };
        const told = (await authInfo(platform)) as { id: string };
        return { id: told.id, email: username };
      },
    })),
  },
  {
    name: 'psh-no-projects',
    wrong: 'Lists no projects where the user is no admin.',
    breaks: ['PSH-11'],
    make: withParts(() => ({
      listProjects: async ({ call }) => {
        await call('GET', { path: '/users/me' });
        return [];
      },
    })),
  },
  finding(
    'psh-project-undetected',
    'Does not look for the project of its container.',
    'PSH-12',
    ({ options }) => ({
      project: typeof options.project === 'string' ? options.project : undefined,
    }),
  ),
  finding(
    'psh-environment-undetected',
    'Takes the production environment where it is told of none.',
    'PSH-12',
    ({ options }) => ({
      environment: typeof options.environment === 'string' ? options.environment : 'master',
    }),
  ),
  finding(
    'psh-exchanges-nothing-at-all',
    'Exchanges the word "undefined" where it has no API token.',
    'PSH-12',
    params => ({ apiToken: settings(params).apiToken ?? 'undefined' }),
  ),
  slashes('psh-slash-raw', 'Writes a slash in a name as a slash in the path.', segment => segment),
  slashes('psh-slash-encoded-twice', 'Encodes a slash in a name twice.', segment =>
    percentEncode(percentEncode(segment)),
  ),
];

/** The exchange that is under way, whoever has begun it. */
interface Flight {
  under: Promise<string> | undefined;
}

class OneFlight extends TokenSource {
  readonly #flight: Flight;

  constructor(flight: Flight) {
    super();
    this.#flight = flight;
  }

  override token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    const flight = this.#flight;
    flight.under ??= super.token(now, exchange).finally(() => {
      flight.under = undefined;
    });
    return flight.under;
  }
}
