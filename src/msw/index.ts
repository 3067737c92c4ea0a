/*
 * `countersign/msw`: the mocks as a library, for the unit tests of SDKs. Requests to the platforms' own hosts are
 * answered by the mocks, in the same process and without a port.
 */

import type { RequestHandler } from 'msw';
import type { AcquiaSettings, AcquiaState } from '../../mocks/acquia/index.ts';
import type { ApiTokenRealmSettings, ApiTokenRealmState } from '../../mocks/api-token-realm/index.ts';
import type { CleverCloudSettings, CleverCloudState } from '../../mocks/clever-cloud/index.ts';
import type { CloudApiSettings, CloudApiState } from '../../mocks/cloud-api/index.ts';
import {
  type FaultPlan,
  type Journal,
  MockHost,
  type Sandbox,
  type VirtualClock,
} from '../../mocks/kernel/index.ts';
import type { PlatformshSettings, PlatformshState } from '../../mocks/platformsh/index.ts';
import { providerOf } from '../../mocks/providers.ts';
import { intercept } from '../interception/index.ts';

export type { Exchange, FaultEffect, FaultPlanEntry, Sandbox } from '../../mocks/kernel/index.ts';

/** The mock of each platform: its clock, tokens, faults, journal, state and settings. */
export interface Sandboxes {
  readonly acquia: Sandbox<AcquiaState, AcquiaSettings>;
  readonly 'api-token-realm': Sandbox<ApiTokenRealmState, ApiTokenRealmSettings>;
  readonly 'clever-cloud': Sandbox<CleverCloudState, CleverCloudSettings>;
  readonly 'cloud-api': Sandbox<CloudApiState, CloudApiSettings>;
  readonly platformsh: Sandbox<PlatformshState, PlatformshSettings>;
}
export type PlatformName = keyof Sandboxes;

export interface InterceptProvidersOptions<Name extends PlatformName = PlatformName> {
  /** The platforms whose hosts are stood in for. */
  readonly platforms: readonly Name[];
  /** Virtual time to begin at; default: the machine's time. */
  readonly start?: Date;
  /** The same seed makes the same ids and secrets; default: new ones each time. */
  readonly seed?: string;
  /** What the mocks do where it is not their default. */
  readonly settings?: { readonly [Platform in Name]?: Partial<Sandboxes[Platform]['settings']> };
  /** Host names that requests go to as if nothing were intercepted, such as those of your own test servers. */
  readonly allow?: readonly string[];
  /** Handlers of your own, by MSW's `http.get(…)` and the like; they are asked before the platforms. */
  readonly handlers?: readonly RequestHandler[];
}

/** The mocks while they stand in for the platforms. */
export interface InterceptedProviders<Name extends PlatformName = PlatformName> {
  /** @throws RangeError for a platform that was not asked for */
  sandbox<Platform extends Name>(platform: Platform): Sandboxes[Platform];
  /** Of the only platform; where there are several, say `sandbox(platform).clock`. */
  readonly clock: VirtualClock;
  /** Of the only platform. */
  readonly faults: FaultPlan;
  /** Of the only platform. */
  readonly journal: Journal;
  /** Requests that were sent to no platform's address and went nowhere, `METHOD url`. */
  readonly refused: readonly string[];
  /** Let requests go where they like again. Safe to call twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

let isActive = false;

/**
 * Have the platforms' own hosts answered by their mocks, in this process, until it is closed. Requests to any other
 * host fail as if nobody were there, and are listed in `refused`.
 * @throws Error while another interception is active in this process, or for a platform that is not known
 */
export async function interceptProviders<const Name extends PlatformName>(
  options: InterceptProvidersOptions<Name>,
): Promise<InterceptedProviders<Name>> {
  const providers = await Promise.all(options.platforms.map(name => providerOf(name)));
  if (isActive)
    throw new Error(
      'Failed to intercept: the platforms are stood in for already in this process. Close that first.',
    );
  const { start, seed, settings = {}, allow = [], handlers = [] } = options;
  const host = MockHost.production(Date.now);
  const sandboxes = new Map<string, Sandbox>();
  for (const provider of providers) {
    const own = (settings as Record<string, object>)[provider.name] ?? {};
    const when = start === undefined ? {} : { start: start.getTime() };
    const sown = seed === undefined ? {} : { seed };
    sandboxes.set(provider.name, host.open(provider, { id: provider.name, settings: own, ...when, ...sown }));
  }
  const letGo = intercept({ connect: () => host.connect(), allowed: allow, handlers });
  isActive = true;
  return intercepted(host, sandboxes, letGo);
}

function intercepted<Name extends PlatformName>(
  host: MockHost,
  sandboxes: ReadonlyMap<string, Sandbox>,
  letGo: () => void,
): InterceptedProviders<Name> {
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      letGo();
      isActive = false;
      await host.stop();
    })();
    return closed;
  };
  const only = () => {
    const [sandbox, another] = [...sandboxes.values()];
    if (sandbox !== undefined && another === undefined) return sandbox;
    throw new Error(`Failed to choose one of ${sandboxes.size} platforms. Say which: sandbox(platform).`);
  };
  return {
    sandbox: platform => sandboxOf(sandboxes, platform),
    get clock() {
      return only().clock;
    },
    get faults() {
      return only().faults;
    },
    get journal() {
      return only().journal;
    },
    get refused() {
      return host.strays.map(({ method, target }) => `${method} ${target}`);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function sandboxOf<Platform extends PlatformName>(
  sandboxes: ReadonlyMap<string, Sandbox>,
  platform: Platform,
): Sandboxes[Platform] {
  const sandbox = sandboxes.get(platform);
  if (sandbox === undefined)
    throw new RangeError(
      `Failed to find "${platform}": only ${[...sandboxes.keys()].join(', ')} was asked for.`,
    );
  return sandbox as Sandboxes[Platform];
}
