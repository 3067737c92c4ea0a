import type { ApiKey } from '../../../mocks/acquia/index.ts';
import type { Sandbox } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { openSession } from '../sessions.ts';

/** What a session of an Acquia client is opened with. */
export interface AcquiaOpening {
  readonly key: Pick<ApiKey, 'id' | 'secret'>;
  readonly organization?: string | undefined;
  readonly mechanism?: 'client-credentials' | 'http-hmac' | undefined;
  readonly sandbox?: Sandbox;
}

/** Open a session with an API token of the user. */
export function openAcquiaSession(world: CaseWorld, name: string, opening: AcquiaOpening): Promise<void> {
  const { key, organization, mechanism = 'client-credentials', sandbox = world.sandbox } = opening;
  const hmac = mechanism === 'http-hmac';
  world.secrets.hidePair(key.id, key.secret);
  return openSession(world, name, {
    mechanism,
    credentials: { apiKey: key.id, apiSecret: key.secret },
    endpoints: hmac ? ['api'] : ['api', 'token'],
    options: {
      ...(organization === undefined ? {} : { organization }),
      ...(hmac ? { realm: 'Acquia' } : {}),
    },
    sandbox,
  });
}
