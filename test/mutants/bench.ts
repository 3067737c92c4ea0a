import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import reference from '../../clients/reference/index.ts';
import { MockHost } from '../../mocks/kernel/index.ts';
import { changeProviders, type MockMutant } from '../../mocks/kernel/testing/mutants.ts';
import type { AnyProvider } from '../../mocks/providers.ts';
import { inProcessClient } from '../../src/client/index.ts';
import { packageIdentity } from '../../src/package-root.ts';
import type { ClientModule } from '../../src/protocol/index.ts';
import type { CaseRecord } from '../../src/record/record.ts';
import { type Catalogue, loadCatalogue } from '../../src/requirements/catalogue.ts';
import { loadSteps, runScenarios, type Steps } from '../../src/runner/cucumber.ts';
import { foldEnvelopes } from '../../src/runner/fold.ts';
import { type SelectionRequest, select } from '../../src/runner/select.ts';
import { locateSuite, type Suite, withStepsFor } from '../../src/runner/suite.ts';
import { registerRun, releaseRun } from '../../src/world/run-context.ts';
import { rowsOf, type SuspectPlatform } from './suspects.ts';

const DEADLINE_MS = 10_000;
/** One for all: what a suspect is failed for must not hang on what was drawn. */
const SEED = 'mutants';

type Wanted = Pick<SelectionRequest, 'requirements' | 'selfCheck'>;
/** Makes a mock of the proper one. */
type Change = MockMutant<AnyProvider>['change'];

/** Runs the suite of one platform again and again in this process, each time against another client or another mock. */
export class Bench {
  readonly #catalogue: Catalogue;
  readonly #suite: Suite;
  readonly #steps: Steps;
  readonly #platform: SuspectPlatform;

  private constructor(suite: Suite, steps: Steps, catalogue: Catalogue, platform: SuspectPlatform) {
    this.#suite = suite;
    this.#steps = steps;
    this.#catalogue = catalogue;
    this.#platform = platform;
  }

  /** Load the step definitions; only one bench a process, as a module registers its steps once. */
  static async set(platform: SuspectPlatform): Promise<Bench> {
    const whole = locateSuite();
    const suite = withStepsFor(whole, [`${whole.features}/${platform}/`]);
    const catalogue = loadCatalogue(join(suite.root, suite.features));
    return new Bench(suite, await loadSteps(suite), catalogue, platform);
  }

  /** Every case of the platform that judges a client, against this one; the reference client by itself. */
  async judgeClient(make: () => ClientModule = () => reference()): Promise<CaseRecord[]> {
    return this.#run({ requirements: [], selfCheck: false }, make, await MockHost.start(Date.now));
  }

  /** Every case that judges the mock, against a changed one; the reference client is the client. */
  async judgeMock(change: Change = proper => proper): Promise<CaseRecord[]> {
    const host = await MockHost.start(Date.now);
    changeProviders(host, this.#platform, change);
    const requirements = rowsOf(this.#catalogue, 'provider', this.#platform);
    return this.#run({ requirements, selfCheck: true }, () => reference(), host);
  }

  async #run(wanted: Wanted, make: () => ClientModule, host: MockHost): Promise<CaseRecord[]> {
    const request = { platforms: [this.#platform], cases: [], ...wanted };
    const sources = await select(this.#suite, this.#catalogue, request);
    const client = inProcessClient(make, { suite: packageIdentity(), deadlineMs: DEADLINE_MS });
    await client.start();
    const catalogue = this.#catalogue;
    const run = registerRun({ host, client, catalogue, strict: false, selfCheck: true, seed: SEED });
    const envelopes: Envelope[] = [];
    await runScenarios(this.#suite, this.#steps, sources, { run }, envelope => envelopes.push(envelope));
    releaseRun(run);
    await Promise.all([client.stop(), host.stop()]);
    return foldEnvelopes(envelopes, catalogue);
  }
}
