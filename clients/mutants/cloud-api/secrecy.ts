import { wrapped } from '../composing.ts';
import { composed, type Mutant, telling } from '../mutant.ts';
import { onCalls, transport, withHeaders } from '../wire.ts';
import { isKey, keyOf } from './keys.ts';

/** Clients that let a key be read where nobody may read it. */
export const secrecyMutants: readonly Mutant[] = [
  {
    name: 'cap-key-in-user-agent',
    wrong: 'Names its key in the User-Agent.',
    fault: 14,
    breaks: ['CAP-10', 'CAP-17'],
    because: 'the User-Agent is the wrong place, and a place where secrets are read',
    make: composed(() => ({
      http: onCalls((request, key) =>
        isKey(key) ? withHeaders(request, { 'user-agent': `sdk/1.0 (${key})` }) : request,
      ),
    })),
  },
  {
    name: 'cap-key-in-message',
    wrong: 'Quotes its key when a call is refused.',
    fault: 14,
    breaks: ['CAP-17'],
    make: () => {
      let key = '';
      const http = onCalls((request, carried) => {
        key = carried;
        return request;
      });
      const quote = (status: number) =>
        ({
          outcome: 'rejected',
          reason: 'authentication',
          status,
          message: `No entry with ${key}.`,
        }) as const;
      return telling(
        outcome => (outcome.outcome === 'response' && outcome.status === 401 ? quote(401) : outcome),
        () => ({ http }),
      )();
    },
  },
  {
    name: 'cap-key-in-echo',
    wrong: 'Hands on what the platform says of a refusal, the key included.',
    fault: 14,
    breaks: ['CAP-17'],
    make: () => {
      let said = '';
      const http = transport(async (request, send) => {
        const response = await send(request);
        said = response.body.toString('utf8');
        return response;
      });
      const client = composed(() => ({ http }))();
      return {
        ...client,
        'session/invoke': async params => {
          const outcome = await client['session/invoke']!(params);
          return outcome.outcome === 'rejected' ? { ...outcome, message: said } : outcome;
        },
      };
    },
  },
  {
    name: 'cap-key-follows-redirect',
    wrong: 'Follows a redirect to another host with the key.',
    fault: 10,
    breaks: ['CAP-17'],
    make: composed(() => ({
      http: transport(async (request, send) => {
        const response = await send(request);
        const { location } = response.headers;
        const isMeant = response.status === 307 && location !== undefined && isKey(keyOf(request));
        return isMeant ? send({ ...request, url: new URL(location, request.url) }) : response;
      }),
    })),
  },
  {
    name: 'cap-http-unasked',
    wrong: 'Uses plain http without having been allowed to.',
    fault: 12,
    breaks: ['CAP-04'],
    make: wrapped(client => ({
      'session/open': params =>
        client['session/open']!({ ...params, options: { ...params.options, allowInsecure: true } }),
    })),
  },
  {
    name: 'cap-http-refusal-blurred',
    wrong: 'Refuses plain http, and does not say so.',
    breaks: ['CAP-04'],
    make: wrapped(client => ({
      'session/open': async params => {
        const outcome = await client['session/open']!(params);
        const told = { outcome: 'rejected', reason: 'other', message: 'Wrong configuration.' } as const;
        return 'outcome' in outcome ? told : outcome;
      },
    })),
  },
];
