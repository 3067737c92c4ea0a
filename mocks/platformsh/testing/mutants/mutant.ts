import type { Provider } from '../../../kernel/index.ts';
import * as kernel from '../../../kernel/testing/mutants.ts';
import type { PlatformshSettings, PlatformshState } from '../../index.ts';

type Platformsh = Provider<PlatformshState, PlatformshSettings>;
/** A deliberately wrong mock: the Platform.sh mock with one change. */
export type MockMutant = kernel.MockMutant<Platformsh>;

export const { overlooking, inSandbox, told, answered, around } = kernel.waysToChange<
  PlatformshState,
  PlatformshSettings
>();
