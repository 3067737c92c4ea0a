import type { MockHost } from '../../../kernel/index.ts';
import type { Acquia } from './mutant.ts';

/** Let a host open changed Acquia mocks; handed the prototype, every host does. */
export function changeProviders(host: Pick<MockHost, 'open'>, change: (proper: Acquia) => Acquia): void {
  const open = host.open as (this: MockHost, provider: unknown, options?: unknown) => unknown;
  host.open = function (this: MockHost, provider: unknown, options?: unknown) {
    const isAcquia = (provider as Acquia).name === 'acquia';
    return open.call(this, isAcquia ? change(provider as Acquia) : provider, options);
  } as MockHost['open'];
}
