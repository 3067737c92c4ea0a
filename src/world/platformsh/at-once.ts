import { setImmediate } from 'node:timers/promises';
import type { PlatformshOperation } from '../../../mocks/platformsh/index.ts';
import type { CaseWorld } from '../case-world.ts';

/** What happens beside the client's own work. */

const TURNS = 20;

/**
 * Let what the client may still be doing after its answer reach the platform: it is asked a few times whether
 * it is there, and what runs in this process has its turns.
 */
export async function settle(world: CaseWorld): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    await world.run.client.call('ping', {});
    await setImmediate();
  }
}

/**
 * Let something happen at the platform at the moment at which the client's request for an operation arrives,
 * and before it is looked at.
 * @param work what the client is asked for; when it ends without that request, nothing happens
 */
export async function whileAsking<T>(
  { sandbox }: CaseWorld,
  operation: PlatformshOperation,
  happening: () => void,
  work: () => Promise<T>,
): Promise<void> {
  const before = sandbox.journal.exchanges.at(-1)?.n ?? 0;
  sandbox.gates.hold(operation);
  const ended = new AbortController();
  const asked = work().finally(() => ended.abort());
  const arrived = await sandbox.journal.arrival(e => e.operation === operation && e.n > before, ended.signal);
  if (arrived !== undefined) happening();
  sandbox.gates.open(operation);
  await asked;
}
