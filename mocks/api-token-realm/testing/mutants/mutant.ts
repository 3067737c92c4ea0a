import type { Provider } from '../../../kernel/index.ts';
import * as kernel from '../../../kernel/testing/mutants.ts';
import type { ApiTokenRealmSettings, ApiTokenRealmState } from '../../index.ts';

type ApiTokenRealm = Provider<ApiTokenRealmState, ApiTokenRealmSettings>;
/** A deliberately wrong mock: the mock of the apiToken realm with one change. */
export type MockMutant = kernel.MockMutant<ApiTokenRealm>;
/** A request on its way into the mock, with what it belongs to. */
export type Visit = kernel.Visit<ApiTokenRealmState, ApiTokenRealmSettings>;

export const { overlooking, inSandbox, told, answered, around } = kernel.waysToChange<
  ApiTokenRealmState,
  ApiTokenRealmSettings
>();
