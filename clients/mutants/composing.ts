import type { ClientModule, Platform, Reason } from '../../src/protocol/index.ts';
import type { Transport } from '../reference/http.ts';
import reference, { type Replacements } from '../reference/index.ts';
import { composed, type Mutant, type Told } from './mutant.ts';

/* Ways to make a client that is the reference client but for one thing, whatever the platform. */

/** The reference client over another transport. */
export function withTransport(http: () => Transport): Mutant['make'] {
  return composed(() => ({ http: http() }));
}

/** The reference client, perhaps with parts replaced, behind an adapter that changes some of its calls. */
export function wrapped(
  change: (client: ClientModule) => Partial<ClientModule>,
  replace: () => Replacements = () => ({}),
): Mutant['make'] {
  return () => {
    const client = reference(replace());
    return { ...client, ...change(client) };
  };
}

/** A client that does not declare some of what the reference client does. */
export function declaring(
  platform: Platform,
  without: readonly string[],
  replace: () => Replacements,
): Mutant['make'] {
  return () => {
    const client = reference(replace());
    return {
      ...client,
      initialize: async params => {
        const described = await client.initialize(params);
        const declared: readonly string[] = described.capabilities[platform] ?? [];
        const capabilities = { [platform]: declared.filter(name => !without.includes(name)) };
        return { ...described, capabilities } as typeof described;
      },
    };
  };
}

const REASONS: Readonly<Record<number, Reason>> = {
  401: 'authentication',
  403: 'permission',
  429: 'rate-limit',
};

/** A response that is no success, as an SDK that throws tells of it. */
export function thrown(outcome: Told): Told {
  if (outcome.outcome !== 'response' || outcome.status < 400) return outcome;
  const { status, body = '' } = outcome;
  const reason = status >= 500 ? 'server-error' : (REASONS[status] ?? 'operation-failed');
  return { outcome: 'rejected', reason, status, message: `The platform answered ${status}: ${body}` };
}
