import type { Provider } from '../../../kernel/index.ts';
import * as kernel from '../../../kernel/testing/mutants.ts';
import type { CloudApiSettings, CloudApiState } from '../../index.ts';

type CloudApi = Provider<CloudApiState, CloudApiSettings>;
/** A deliberately wrong mock: the Cloud API Platform mock with one change. */
export type MockMutant = kernel.MockMutant<CloudApi>;

export const { overlooking, inSandbox, told, answered, around } = kernel.waysToChange<
  CloudApiState,
  CloudApiSettings
>();
