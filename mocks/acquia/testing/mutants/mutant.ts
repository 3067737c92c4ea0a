import type { Provider } from '../../../kernel/index.ts';
import * as kernel from '../../../kernel/testing/mutants.ts';
import type { AcquiaSettings, AcquiaState } from '../../index.ts';

export { setBody, setForm } from '../../../kernel/testing/mutants.ts';

export type Acquia = Provider<AcquiaState, AcquiaSettings>;
/** A deliberately wrong mock: the Acquia mock with one change. */
export type MockMutant = kernel.MockMutant<Acquia>;
/** A request on its way into the mock, with what it belongs to. */
export type Visit = kernel.Visit<AcquiaState, AcquiaSettings>;

export const { overlooking, inSandbox, told, answered, around } = kernel.waysToChange<
  AcquiaState,
  AcquiaSettings
>();

/** Let a request carry a token that is good. */
export function giveToken({ sandbox, exchange, req }: Visit, scope?: string): void {
  const value = sandbox.entropy.bytes(32).toString('base64url');
  sandbox.tokens.issue({ value, clientId: 'nobody', scope, lifetimeMs: 300_000, issuedIn: exchange.n });
  req.headers.authorization = `Bearer ${value}`;
}
