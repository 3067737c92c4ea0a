import type { RejectedOutcome, Result } from '../../../src/protocol/index.ts';
import type { Parts } from '../../reference/cloud-api/parts.ts';
import type { HttpRequest, Transport } from '../../reference/http.ts';
import { wrapped } from '../composing.ts';
import { composed, type Mutant } from '../mutant.ts';
import { transport } from '../wire.ts';

/** The reference client with some of its parts for the Cloud API Platform replaced, and perhaps its transport. */
export function withParts(replace: () => Partial<Parts>, http?: () => Transport): Mutant['make'] {
  return composed(() => ({ cloudApi: replace(), ...(http && { http: http() }) }));
}

/** The reference client, whose requests are changed before they are sent. */
export function sending(change: (request: HttpRequest) => HttpRequest): Mutant['make'] {
  return composed(() => ({ http: transport((request, send) => send(change(request))) }));
}

/** The reference client, whose calls that change something are changed before they are sent. */
export function posting(change: (request: HttpRequest) => HttpRequest): Mutant['make'] {
  return sending(request => (isCreation(request) ? change(request) : request));
}

/** Whether a request creates something below the API. */
export function isCreation({ method, url }: HttpRequest): boolean {
  return method === 'POST' && url.pathname.includes('/v1/');
}

/** The reference client, whose operations tell their failures in another way. */
export function failing(change: (outcome: RejectedOutcome) => Result<'session/invoke'>): Mutant['make'] {
  return wrapped(client => ({
    'session/invoke': async params => {
      const outcome = await client['session/invoke']!(params);
      return outcome.outcome === 'rejected' ? change(outcome) : outcome;
    },
  }));
}
