import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import reference from '../../clients/reference/index.ts';
import { MockHost, type Provider } from '../../mocks/kernel/index.ts';
import { changeProviders } from '../../mocks/kernel/testing/mutants.ts';
import { inProcessClient } from '../../src/client/index.ts';
import { packageIdentity } from '../../src/package-root.ts';
import type { ClientModule } from '../../src/protocol/index.ts';
import type { CaseRecord } from '../../src/record/record.ts';
import { type Catalogue, loadCatalogue } from '../../src/requirements/catalogue.ts';
import { loadSteps, runScenarios, type Steps } from '../../src/runner/cucumber.ts';
import { foldEnvelopes } from '../../src/runner/fold.ts';
import { type SelectionRequest, select } from '../../src/runner/select.ts';
import { locateSuite, type Suite } from '../../src/runner/suite.ts';
import { registerRun, releaseRun } from '../../src/world/run-context.ts';
import { SUSPECTS, type SuspectPlatform } from './suspects.ts';

const DEADLINE_MS = 10_000;
type Wanted = Pick<SelectionRequest, 'platforms' | 'requirements' | 'selfCheck'>;

/** Runs the suite again and again in this process, each time against another client or another mock. */
export class Bench {
  readonly catalogue: Catalogue;
  readonly #suite: Suite;
  readonly #steps: Steps;

  private constructor(suite: Suite, steps: Steps, catalogue: Catalogue) {
    this.#suite = suite;
    this.#steps = steps;
    this.catalogue = catalogue;
  }

  /** Load the step definitions; only one bench a process, as a module registers its steps once. */
  static async set(): Promise<Bench> {
    const suite = locateSuite();
    return new Bench(suite, await loadSteps(suite), loadCatalogue(join(suite.root, suite.features)));
  }

  /** Every case of a platform that judges a client, against this one. */
  async judgeClient(make: () => ClientModule, platform: SuspectPlatform): Promise<CaseRecord[]> {
    const wanted = { platforms: [platform], requirements: [], selfCheck: false };
    return this.#run(wanted, make, await MockHost.start(Date.now));
  }

  /** Every case that judges the mock, against a changed one; the reference client is the client. */
  async judgeMock<State, Settings>(
    change: (proper: Provider<State, Settings>) => Provider<State, Settings>,
    platform: SuspectPlatform,
  ): Promise<CaseRecord[]> {
    const host = await MockHost.start(Date.now);
    changeProviders(host, platform, change);
    const requirements = this.rowsOf('provider', platform);
    return this.#run({ platforms: [platform], requirements, selfCheck: true }, () => reference(), host);
  }

  /** Ids of the rows about this subject that have cases. */
  rowsOf(subject: 'client' | 'provider', platform: SuspectPlatform): string[] {
    const rows = this.catalogue.rows.filter(
      row =>
        row.id.startsWith(SUSPECTS[platform].prefix) && row.subject === subject && row.excluded === undefined,
    );
    return rows.map(row => row.id);
  }

  async #run(wanted: Wanted, make: () => ClientModule, host: MockHost): Promise<CaseRecord[]> {
    const request = { cases: [], ...wanted };
    const sources = await select(this.#suite, this.catalogue, request);
    const client = inProcessClient(make, { suite: packageIdentity(), deadlineMs: DEADLINE_MS });
    await client.start();
    const { catalogue } = this;
    const run = registerRun({ host, client, catalogue, strict: false, selfCheck: true, seed: 'mutants' });
    const envelopes: Envelope[] = [];
    await runScenarios(this.#suite, this.#steps, sources, { run }, envelope => envelopes.push(envelope));
    releaseRun(run);
    await Promise.all([client.stop(), host.stop()]);
    return foldEnvelopes(envelopes, catalogue);
  }
}
