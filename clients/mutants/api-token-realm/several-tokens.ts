import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { composed, type Mutant, type Told } from '../mutant.ts';
import { transport, withHeaders } from '../wire.ts';
import { openingWith, remembering, withParts, withToken } from './composing.ts';

/** Clients that mix tokens up, ask for more than a call needs, or tell somebody else of a token. */
export const severalTokensMutants: readonly Mutant[] = [
  {
    name: 'realm-asks-for-everything',
    wrong: 'Makes sure that its token may read everything, whatever it is asked for.',
    fault: 10,
    breaks: ['ATR-05'],
    make: composed(() => ({
      http: transport(async (request, send) => {
        const response = await send(request);
        const ours = response.status < 300 && request.url.hostname === '127.0.0.1';
        for (const probe of ours ? probes(request) : [])
          if ((await send(probe)).status === 403)
            throw new ClientFailure('permission', 'The token may not read everything.');
        return response;
      }),
    })),
  },
  {
    name: 'realm-signs-all-off',
    wrong: 'Uses no token any more when one of another session was refused.',
    breaks: ['ATR-05'],
    make: remembering({
      before: (_session, others) =>
        others.some(({ told }) => told.some(t => t.status === 401))
          ? { outcome: 'rejected', reason: 'authentication', message: 'You are signed off.' }
          : undefined,
    }),
  },
  {
    name: 'realm-one-token-for-all',
    wrong:
      'Keeps its first token by a name that others have too, and uses it in every session of the platform.',
    fault: 12,
    breaks: ['ATR-13'],
    make: () => {
      const kept = new Map<string, string>();
      return openingWith(params => {
        const { installation, credentials } = params;
        kept.set(installation, kept.get(installation) ?? credentials.apiToken!);
        return withToken(params, kept.get(installation)!);
      })();
    },
  },
  {
    name: 'realm-token-to-other-host',
    wrong: 'Takes the token along to whatever host a redirect leads to.',
    fault: 6,
    breaks: ['ATR-13'],
    make: withParts(() => ({
      followingLink: async (base, request, hops) => {
        const { followingLink } = await import('../../reference/links.ts');
        return followingLink(base, request, { own: hops.own, foreign: hops.own });
      },
    })),
  },
  {
    name: 'realm-token-in-user-agent',
    wrong: 'Names its token in the User-Agent.',
    fault: 6,
    breaks: ['ATR-13'],
    make: () => {
      let token = '';
      const http = transport((request, send) =>
        send(withHeaders(request, { 'user-agent': `sdk/1.0 (${token})` })),
      );
      const open = openingWith(
        params => {
          token = params.credentials.apiToken!;
          return params;
        },
        () => ({ http }),
      );
      return open();
    },
  },
  {
    name: 'realm-address-in-referer',
    wrong: 'Names the address that a redirect came from, query and all.',
    fault: 6,
    breaks: ['ATR-13'],
    make: composed(() => {
      let last: URL | undefined;
      return {
        http: transport(async (request, send) => {
          const named = last === undefined ? request : withHeaders(request, { referer: last.href });
          const response = await send(named);
          last = response.status === 302 ? request.url : undefined;
          return response;
        }),
      };
    }),
  },
  {
    name: 'realm-token-told',
    wrong: 'Repeats the token in the message of a refusal.',
    fault: 6,
    breaks: ['ATR-13'],
    make: retellingWithToken(({ status }) => status === 401),
  },
  {
    name: 'realm-address-told',
    wrong: 'Repeats the address with the token in the message of a connection that broke.',
    fault: 6,
    breaks: ['ATR-13'],
    make: retellingWithToken(told => told.outcome === 'rejected' && told.reason === 'network'),
  },
  {
    name: 'realm-half-an-answer',
    wrong: 'Hands an answer over that broke off, as if it were whole.',
    breaks: ['ATR-13'],
    make: remembering({
      after: told =>
        told.outcome === 'rejected' && told.reason === 'network'
          ? { outcome: 'response', status: 200, headers: {}, body: '{"total":' }
          : told,
    }),
  },
];

/** The same call for all that can be read. */
function probes(request: HttpRequest): HttpRequest[] {
  return ['metrics', 'projects'].map(what => {
    const url = new URL(request.url);
    url.pathname = url.pathname.replace(/\/api\/v1\/.*$/, `/api/v1/${what}`);
    const { body: _, ...rest } = request;
    return { ...rest, method: 'GET', url };
  });
}

function retellingWithToken(isMeant: (told: Told) => boolean): Mutant['make'] {
  return remembering({
    after: (told, { token }) =>
      told.outcome === 'rejected' && isMeant(told)
        ? { ...told, message: `${told.message} (/metrics?apiToken=${token})` }
        : told,
  });
}
