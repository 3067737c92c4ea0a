import type { ClientModule, Params } from '../../../src/protocol/index.ts';
import type { Parts } from '../../reference/api-token-realm/parts.ts';
import type { HttpRequest, Transport } from '../../reference/http.ts';
import reference, { type Replacements } from '../../reference/index.ts';
import { composed, type Mutant, type Told } from '../mutant.ts';
import { transport, withoutHeader } from '../wire.ts';

/** The reference client with some of its parts for the apiToken realm replaced, and perhaps its transport. */
export function withParts(replace: () => Partial<Parts>, http?: () => Transport): Mutant['make'] {
  return composed(() => ({ apiTokenRealm: replace(), ...(http && { http: http() }) }));
}

/** A client that writes the Authorization header otherwise. */
export function writing(header: (token: string) => string): Mutant['make'] {
  return withParts(() => ({ authorizationHeader: header }));
}

/** A client that puts the token into the query otherwise. */
export function adding(withParameter: Parts['withParameter']): Mutant['make'] {
  return withParts(() => ({ withParameter }));
}

/** A client that changes requests which carry the token in the header. */
export function onHeader(change: (request: HttpRequest, token: string) => HttpRequest): Mutant['make'] {
  return composed(() => ({
    http: transport((request, send) => {
      const token = /^apiToken (.*)$/.exec(request.headers.authorization ?? '')?.[1];
      return send(token === undefined ? request : change(request, token));
    }),
  }));
}

/** A client that sends some requests without their token, whichever way it goes. */
export function losingToken(
  isMeant: (request: HttpRequest) => boolean,
  way: 'header' | 'query',
): Mutant['make'] {
  return composed(() => ({
    http: transport((request, send) => {
      if (!isMeant(request)) return send(request);
      if (way === 'header') return send(withoutHeader(request, 'authorization'));
      const url = new URL(request.url);
      if (request.headers.authorization === undefined) url.searchParams.delete('apiToken');
      return send({ ...request, url });
    }),
  }));
}

/** What one session is and remembers. */
interface Remembered {
  readonly installation: string;
  readonly token: string;
  /** Answers of its calls so far, oldest first. */
  readonly told: Told[];
}

/**
 * A client that may answer a call otherwise than it was told, or before it is made, by what its sessions remember.
 * @param instead what is told; undefined to go on
 */
export function remembering(steps: {
  /** `others` are those of the same installation. */
  readonly before?: (session: Remembered, others: readonly Remembered[]) => Told | undefined;
  readonly after?: (told: Told, session: Remembered) => Told;
  readonly replace?: () => Replacements;
}): Mutant['make'] {
  const { before = () => undefined, after = (told: Told) => told, replace = () => ({}) } = steps;
  return () => {
    const client = reference(replace());
    const sessions = new Map<string, Remembered>();
    return {
      ...client,
      'session/open': async params => {
        const { installation, credentials } = params;
        sessions.set(params.session, { installation, token: credentials.apiToken ?? '', told: [] });
        return client['session/open']!(params);
      },
      'session/request': async params => {
        const session = sessions.get(params.session)!;
        const { installation } = session;
        const others = [...sessions.values()].filter(s => s !== session && s.installation === installation);
        const early = before(session, others);
        if (early !== undefined) return early;
        const told = await client['session/request']!(params);
        const said = after(told, session);
        session.told.push(told);
        return said;
      },
    };
  };
}

/** A client whose sessions are opened with other values. */
export function openingWith(
  change: (params: Params<'session/open'>) => Params<'session/open'>,
  replace: () => Replacements = () => ({}),
): () => ClientModule {
  return () => {
    const client = reference(replace());
    return { ...client, 'session/open': params => client['session/open']!(change(params)) };
  };
}

/** What a token was pasted with, taken off. */
export function cleaned(token: string): string {
  return token.replace(/^apiToken /, '').trim();
}

/** The same opening with another token. */
export function withToken(params: Params<'session/open'>, apiToken: string): Params<'session/open'> {
  return { ...params, credentials: { ...params.credentials, apiToken } };
}
