import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { MockHost, type Provider, type Sandbox } from '../index.ts';

/** Where the tests' time begins: 2026-01-02T03:04:05Z. */
export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/**
 * Sandboxes of one provider for the tests of one file, on a machine whose time stands still. A defect of
 * the mock fails the test that met it.
 */
export function hosting<State, Settings>(provider: Provider<State, Settings>) {
  let host: MockHost;
  const opened: Sandbox<State, Settings>[] = [];
  beforeAll(async () => {
    host = await MockHost.start(() => START);
  });
  afterEach(() => {
    expect(opened.splice(0).flatMap(({ defects }) => defects)).toEqual([]);
  });
  afterAll(() => host.stop());
  return {
    open(settings: Partial<Settings> = {}, start = START): Sandbox<State, Settings> {
      const sandbox = host.open(provider, { settings, start });
      opened.push(sandbox);
      return sandbox;
    },
  };
}
