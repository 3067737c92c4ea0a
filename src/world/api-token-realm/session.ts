import type { CaseWorld } from '../case-world.ts';
import { openSession } from '../sessions.ts';
import { realmOf, storyOf, TRANSPORTS, type Transport } from './story.ts';

/** Open a session that sends an API token one way or the other. */
export async function openTokenSession(
  world: CaseWorld,
  name: string,
  opening: { readonly transport: Transport; readonly apiToken: string },
): Promise<void> {
  const { transport, apiToken } = opening;
  world.secrets.hide(apiToken);
  await openSession(world, name, {
    mechanism: transport,
    credentials: { apiToken },
    endpoints: ['api'],
    options: transport === 'query' ? { parameter: realmOf(world).settings.parameter } : {},
  });
}

/** Open the session of "the client" unless it is open; a refusal to open it is for the steps to judge. */
export async function theClient(world: CaseWorld): Promise<string> {
  if (world.sessions.has('client')) return 'client';
  const { token, given } = storyOf(world);
  const apiToken = given ?? token?.access.value;
  if (apiToken === undefined) throw new Error('Failed to prepare: no step has generated an API token.');
  await openTokenSession(world, 'client', { transport: transportOf(world), apiToken });
  return 'client';
}

/**
 * The way of a case that does not name one: the header, where the client declares it.
 * @throws CaseEnded `not-declared` where it declares neither
 */
export function transportOf(world: CaseWorld): Transport {
  const { transport } = storyOf(world);
  if (transport !== undefined) return transport;
  const declared: readonly string[] = world.run.client.description.capabilities['api-token-realm'] ?? [];
  return (
    TRANSPORTS.find(way => declared.includes(way)) ??
    world.stop('not-declared', 'The client declares neither header nor query for api-token-realm.')
  );
}
