import { bearerHeader } from '../../reference/cloud-api/calls.ts';
import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { wrapped } from '../composing.ts';
import { composed, type Mutant, telling } from '../mutant.ts';
import { onCalls, sendingAgain, withHeaders, withoutHeader, withQuery } from '../wire.ts';
import { withParts } from './composing.ts';

/** A refusal to use a key, as an SDK makes that reads something into it. */
function refuses(unusable: (key: string) => boolean): Mutant['make'] {
  return withParts(() => ({
    bearerHeader: credential => {
      if (!unusable(credential)) return bearerHeader(credential);
      throw new ClientFailure('invalid-credentials', 'The key is not valid.');
    },
  }));
}

function claimsOf(key: string): { exp?: number } | undefined {
  try {
    return JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString()) as { exp?: number };
  } catch {
    return undefined;
  }
}

/** Keys are not for reading, but they are keys; an access token of a user is not meant here. */
export const isKey = (credential: string) => /^sk_/.test(credential);

/** Clients that are wrong about the use of API keys. */
export const keyMutants: readonly Mutant[] = [
  {
    name: 'cap-no-bearer',
    wrong: 'Sends the key without the word Bearer.',
    fault: 2,
    breaks: ['CAP-10'],
    make: withParts(() => ({ bearerHeader: key => (isKey(key) ? key : bearerHeader(key)) })),
  },
  {
    name: 'cap-key-in-own-header',
    wrong: 'Sends the key in X-API-Key.',
    fault: 2,
    breaks: ['CAP-10'],
    make: composed(() => ({
      http: onCalls((request, key) =>
        isKey(key) ? withHeaders(withoutHeader(request, 'authorization'), { 'x-api-key': key }) : request,
      ),
    })),
  },
  {
    name: 'cap-key-twice',
    wrong: 'Sends the key in X-API-Key too.',
    fault: 2,
    breaks: ['CAP-10'],
    make: composed(() => ({
      http: onCalls((request, key) => (isKey(key) ? withHeaders(request, { 'x-api-key': key }) : request)),
    })),
  },
  {
    name: 'cap-key-in-query',
    wrong: 'Sends the key in the query.',
    fault: 2,
    breaks: ['CAP-10', 'CAP-17'],
    because: 'a URL is the wrong place, and a place where secrets are read',
    make: composed(() => ({
      http: onCalls((request, key) =>
        isKey(key) ? withQuery(withoutHeader(request, 'authorization'), 'api_key', key) : request,
      ),
    })),
  },
  {
    name: 'cap-one-key-for-all',
    wrong: 'Keeps one key for each address, the last one that any session was opened with.',
    breaks: ['CAP-08'],
    make: () => {
      const keys = new Map<string, string>();
      const keyFor = ({ url }: HttpRequest) => [...keys].find(([base]) => url.href.startsWith(base))?.[1];
      const http = onCalls((request, key) =>
        isKey(key) ? withHeaders(request, { authorization: bearerHeader(keyFor(request) ?? key) }) : request,
      );
      const client = composed(() => ({ http }))();
      return {
        ...client,
        'session/open': params => {
          if (params.mechanism === 'api-key') keys.set(params.endpoints.api!, params.credentials.apiKey!);
          return client['session/open']!(params);
        },
        'session/setCredentials': params => {
          keys.clear();
          return client['session/setCredentials']!(params);
        },
      };
    },
  },
  {
    name: 'cap-key-claims-read',
    wrong: 'Decodes a key that looks like a JWT, and does not use it once it has expired.',
    fault: 3,
    breaks: ['CAP-16'],
    make: refuses(key => key.startsWith('eyJ') && claimsOf(key)?.exp === 1_000_000_000),
  },
  {
    name: 'cap-key-must-decode',
    wrong: 'Refuses a key that begins as a JWT and cannot be decoded.',
    fault: 3,
    breaks: ['CAP-16'],
    make: refuses(key => key.startsWith('eyJ') && claimsOf(key) === undefined),
  },
  {
    name: 'cap-key-must-be-live',
    wrong: 'Refuses keys of the test environment.',
    breaks: ['CAP-16'],
    make: refuses(key => key.startsWith('sk_test_')),
  },
  {
    name: 'cap-key-must-have-prefix',
    wrong: 'Refuses keys without the prefix of the sample.',
    breaks: ['CAP-16'],
    make: refuses(key => /^[0-9a-f]+$/.test(key) && key.length < 100),
  },
  {
    name: 'cap-key-encoded',
    wrong: 'Percent-encodes the key.',
    breaks: ['CAP-16'],
    make: withParts(() => ({ bearerHeader: key => bearerHeader(encodeURIComponent(key)) })),
  },
  {
    name: 'cap-key-cut',
    wrong: 'Has room for 255 characters of a key.',
    breaks: ['CAP-16'],
    make: withParts(() => ({ bearerHeader: key => bearerHeader(key.slice(0, 255)) })),
  },
  {
    name: 'cap-rotation-unheard',
    wrong: 'Says that it has taken the new key, and goes on with the old one.',
    breaks: ['CAP-17'],
    make: wrapped(() => ({ 'session/setCredentials': async () => ({}) })),
  },
  {
    name: 'cap-rotation-late',
    wrong: 'Makes one more request with the old key.',
    breaks: ['CAP-17'],
    make: () => {
      const last = new Map<string, string>();
      const http = onCalls((request, key) => {
        const before = last.get(request.url.host + request.url.pathname.split('/')[1]) ?? key;
        last.set(request.url.host + request.url.pathname.split('/')[1], key);
        const changed = isKey(key) && changedBy.has(key);
        changedBy.delete(key);
        return changed ? withHeaders(request, { authorization: bearerHeader(before) }) : request;
      });
      const changedBy = new Set<string>();
      const client = composed(() => ({ http }))();
      return {
        ...client,
        'session/setCredentials': params => {
          if (params.credentials.apiKey !== undefined) changedBy.add(params.credentials.apiKey);
          return client['session/setCredentials']!(params);
        },
      };
    },
  },
  {
    name: 'cap-hammers-refused-key',
    wrong: 'Sends a refused key again, and again.',
    fault: 5,
    breaks: ['CAP-10', 'CAP-17', 'CAP-33'],
    because: 'a key that was never issued, one that was revoked and a refusal out of the blue are all 401',
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => status === 401 && isKey(keyOf(request))),
    })),
  },
  {
    name: 'cap-refused-key-untold',
    wrong: 'Tells of a refused key as of something that went wrong.',
    fault: 7,
    breaks: ['CAP-10', 'CAP-17', 'CAP-32', 'CAP-33'],
    because: 'a key that was never issued, one that was revoked and a refusal out of the blue are all 401',
    make: () => {
      const blurred = { outcome: 'rejected', reason: 'other', message: 'Something went wrong.' } as const;
      const client = telling(outcome =>
        'status' in outcome && outcome.status === 401 ? blurred : outcome,
      )();
      const { 'session/invoke': invoke } = client;
      return {
        ...client,
        'session/invoke': async params => {
          const outcome = await invoke!(params);
          return outcome.outcome === 'rejected' && outcome.status === 401 ? blurred : outcome;
        },
      };
    },
  },
];

/** The key or token that a request carries. */
export function keyOf({ headers }: HttpRequest): string {
  return (headers.authorization ?? '').replace('Bearer ', '');
}
