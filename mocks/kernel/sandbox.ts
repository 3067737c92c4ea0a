import type { VirtualClock } from './clock.ts';
import type { Entropy } from './entropy.ts';
import { FaultPlan } from './faults.ts';
import { Gates } from './gates.ts';
import { Journal } from './journal.ts';
import type { ProductionAddresses } from './production.ts';
import type { Provider } from './provider.ts';
import { TokenStore } from './tokens.ts';

/** What a sandbox is made of from outside. */
export interface SandboxParts<State, Settings> {
  readonly id: string;
  readonly provider: Provider<State, Settings>;
  readonly clock: VirtualClock;
  readonly entropy: Entropy;
  readonly settings: Settings;
  /** Address of the platform for this sandbox, without a trailing slash. */
  readonly base: string;
  /** Another host (other name, other port) that belongs to this sandbox's world but not to the platform. */
  readonly foreignBase: string;
  /** The production URLs it is known by; default: it is known by its base alone. */
  readonly production?: ProductionAddresses;
}

/**
 * One provider's whole world for one case: clock, tokens, faults, journal, state. Nothing is shared with
 * another sandbox.
 */
// biome-ignore lint/suspicious/noExplicitAny: middlewares of the kernel serve sandboxes of every provider
export class Sandbox<State = any, Settings = any> {
  readonly id: string;
  readonly provider: Provider<State, Settings>;
  readonly clock: VirtualClock;
  readonly entropy: Entropy;
  readonly settings: Settings;
  readonly base: string;
  readonly foreignBase: string;
  readonly production: ProductionAddresses | undefined;
  readonly journal = new Journal();
  readonly gates = new Gates();
  readonly tokens: TokenStore;
  readonly faults: FaultPlan;
  readonly state: State;
  /** Checks that let a request go on whatever they find; none but in a mock that is wrong on purpose. */
  readonly overlooks = new Set<string>();
  /** Exceptions that no client can have caused: the mock's own faults. */
  readonly defects: unknown[] = [];

  constructor(parts: SandboxParts<State, Settings>) {
    this.id = parts.id;
    this.provider = parts.provider;
    this.clock = parts.clock;
    this.entropy = parts.entropy;
    this.settings = parts.settings;
    this.base = parts.base;
    this.foreignBase = parts.foreignBase;
    this.production = parts.production;
    this.tokens = new TokenStore(parts.clock);
    this.faults = new FaultPlan(parts.provider.operations);
    this.state = parts.provider.createState(this);
  }

  /** Where clients are sent, by the names of the client protocol (`api`, `token`, …). */
  get endpoints(): Readonly<Record<string, string>> {
    const { production } = this;
    if (production === undefined) return this.provider.endpoints(this.base);
    const paths = Object.entries(this.provider.endpoints(''));
    return Object.fromEntries(paths.map(([name, path]) => [name, production.urlOf(path)]));
  }
}
