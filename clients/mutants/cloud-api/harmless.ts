import type { ClientModule } from '../../../src/protocol/index.ts';
import { bearerHeader } from '../../reference/cloud-api/calls.ts';
import { createProject, listProjects } from '../../reference/cloud-api/operations.ts';
import { toldWaitMs } from '../../reference/cloud-api/quota.ts';
import { isPassing, mayRepeat } from '../../reference/cloud-api/repeating.ts';
import { wrapped } from '../composing.ts';
import { composed, telling, type Variant } from '../mutant.ts';
import { transport, withHeaders, withoutHeader } from '../wire.ts';
import { posting, sending, withParts } from './composing.ts';

/** A client that does not declare some of what the reference client does. */
function without(client: ClientModule, ...capabilities: string[]): Pick<ClientModule, 'initialize'> {
  return {
    initialize: async params => {
      const answer = await client.initialize(params);
      const declared = answer.capabilities['cloud-api'] as string[];
      const left = declared.filter(name => !capabilities.includes(name));
      return { ...answer, capabilities: { ...answer.capabilities, 'cloud-api': left as never } };
    },
  };
}

/** Right clients of another style. The suite must fail none of them. */
export const keyVariants: readonly Variant[] = [
  {
    name: 'cap-bearer-in-lower-case',
    differs: 'Writes bearer in lower case.',
    make: withParts(() => ({ bearerHeader: key => bearerHeader(key).replace('Bearer', 'bearer') })),
  },
  {
    name: 'cap-waits-for-longer',
    differs: 'Waits for longer than it is told, not always as long.',
    make: withParts(() => ({
      toldWaitMs: (response, now) => {
        const told = toldWaitMs(response, now);
        return told === undefined ? undefined : told * (1.1 + Math.random()) + 500;
      },
    })),
  },
  {
    name: 'cap-backs-off-slowly',
    differs: 'Waits for seconds where nothing says how long, with full jitter.',
    make: withParts(() => ({ backoffMs: repeats => Math.random() * 4000 * 2 ** repeats })),
  },
  {
    name: 'cap-repeats-500',
    differs: 'Repeats what is idempotent after 500 too.',
    make: withParts(() => ({
      isPassing: response => isPassing(response) || response.status === 500,
    })),
  },
  {
    name: 'cap-no-idempotency-key',
    differs: 'Sends no idempotency key, and repeats nothing that creates something.',
    make: wrapped(
      client => without(client, 'idempotency-key'),
      () => ({ cloudApi: { withIdempotencyKey: request => request, mayRepeat } }),
    ),
  },
  {
    name: 'cap-never-retries',
    differs: 'Does not retry, and does not say that it does.',
    make: wrapped(
      client => without(client, 'retry'),
      () => ({ cloudApi: { isPassing: () => false } }),
    ),
  },
  {
    name: 'cap-plain-idempotency-key',
    differs: 'Writes idempotency keys without quotes.',
    make: posting(request =>
      withHeaders(request, {
        'idempotency-key': (request.headers['idempotency-key'] ?? '').replaceAll('"', ''),
      }),
    ),
  },
  {
    name: 'cap-accepts-anything',
    differs: 'Does not say what it accepts.',
    make: sending(request => withoutHeader(request, 'accept')),
  },
  {
    name: 'cap-charset-named',
    differs: 'Names the charset of its JSON.',
    make: posting(request => withHeaders(request, { 'content-type': 'application/json; charset=utf-8' })),
  },
  {
    name: 'cap-failures-thrown',
    differs: 'Tells of failures by their status and nothing else.',
    make: telling(outcome =>
      outcome.outcome === 'response' && outcome.status >= 400
        ? { outcome: 'rejected', reason: 'other', status: outcome.status, message: 'The call failed.' }
        : outcome,
    ),
  },
  {
    name: 'cap-hands-over-all-members',
    differs: 'Hands over what the platform answers, unknown members and all, and dates to the millisecond.',
    make: withParts(() => ({
      listProjects: async call => (await listProjects(call)) as never,
      createProject: async (call, input) => {
        const project = (await createProject(call, input)) as { created_at: string };
        return { ...project, created_at: new Date(project.created_at).toISOString(), more: [1] };
      },
    })),
  },
  {
    name: 'cap-follows-no-redirect',
    differs: 'Hands redirects over as they are.',
    make: composed(() => ({
      http: transport(async (request, send) => {
        const response = await send(request);
        const { location: _, ...headers } = response.headers;
        return { ...response, headers };
      }),
    })),
  },
];
