import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { MockHost, type Provider, type Sandbox } from '../index.ts';
import { type Answer, call } from './answer.ts';

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

/** One emulated platform, and the calls that tests make of it. */
export class HostedPlatform<State, Settings> {
  readonly sandbox: Sandbox<State, Settings>;
  readonly state: State;

  constructor(sandbox: Sandbox<State, Settings>) {
    this.sandbox = sandbox;
    this.state = sandbox.state;
  }

  /** Call an address below the platform's base; redirects are not followed. */
  call(path: string, init?: RequestInit): Promise<Answer> {
    return call(this.sandbox, path, init);
  }
}

/** Platforms for the tests of one file, hosted as by {@link hosting}. */
export function hostingPlatforms<State, Settings, Platform>(
  provider: Provider<State, Settings>,
  Platform: new (sandbox: Sandbox<State, Settings>) => Platform,
) {
  const host = hosting(provider);
  return {
    open: (settings?: Partial<Settings>, start?: number): Platform =>
      new Platform(host.open(settings, start)),
  };
}
