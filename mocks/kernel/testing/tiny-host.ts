import { afterAll, beforeAll } from 'vitest';
import { MockHost, type Sandbox, type SandboxOptions } from '../index.ts';
import { type TinyState, tiny } from './tiny-provider.ts';

export type TinySandbox = Sandbox<TinyState, { colour: string }>;

/** A host for the tests of one file, on a machine whose time the tests move. */
export function tinyHost() {
  const machine = { now: Date.UTC(2026, 0, 2) };
  let host: MockHost;
  beforeAll(async () => {
    host = await MockHost.start(() => machine.now);
  });
  afterAll(() => host.stop());
  return {
    machine,
    get host() {
      return host;
    },
    open: (options: SandboxOptions<{ colour: string }> = {}): TinySandbox => host.open(tiny, options),
  };
}
