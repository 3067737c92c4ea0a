import { World } from '@cucumber/cucumber';
import type { Sandbox } from '../../mocks/kernel/index.ts';
import { providerOf } from '../../mocks/providers.ts';
import type { Evidence } from '../checks/evidence.ts';
import { succeeded } from '../checks/evidence.ts';
import type { Judgement } from '../checks/judgement.ts';
import type { Method, Params, Platform } from '../protocol/index.ts';
import { exchangeRecord } from '../record/exchange-record.ts';
import { CASE_EVIDENCE_MEDIA_TYPE, type CaseEvidence } from '../record/record.ts';
import { type Finding, unmet, type Verdict, worst } from '../verdict/verdict.ts';
import { type CaseInfo, caseInfo, type PickleLike } from './case-info.ts';
import { CaseSecrets } from './case-secrets.ts';
import { type ClientCall, endingOf, outcomeOf } from './client-call.ts';
import { judgeLeftovers, type StepsResult } from './leftovers.ts';
import type { RunContext } from './run-context.ts';
import { CaseEnded } from './signals.ts';

/** Clients whose time can be moved begin here, so that every run sees the same dates. */
const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** What a session was opened with. */
export interface Session {
  readonly name: string;
  readonly params: Params<'session/open'>;
  readonly sandbox: Sandbox;
  /** The refusal, where the SDK's constructor would not take what it was given. */
  refused?: ClientCall;
}

/** The calls by which a client does its work; a refusal to be prepared for it stands for the work it prevents. */
const isWork = (call: ClientCall): boolean =>
  ['session/open', 'session/setCredentials'].includes(call.method)
    ? !succeeded(call.outcome)
    : call.method !== 'session/setTime';

/** A judgement as Cucumber's own formatters show it under the failed step. */
function inWords({ why, expected, sent, hint, explanation }: Judgement): string {
  const lines = [
    why,
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(sent === undefined ? [] : [`Sent: ${sent}`]),
    ...(explanation === undefined ? [] : [`Mistake: ${explanation.text}`]),
    ...(hint === undefined ? [] : [`Hint: ${hint}`]),
  ];
  return lines.join('\n');
}

/** Verdicts that make Cucumber's own formatters show a scenario as failed. */
const FAILING: readonly (Verdict | undefined)[] = ['failed', 'could-not-run', 'harness-error'];

/**
 * The composition root of one scenario: its sandbox, its sessions, what was asked and found. Steps speak to
 * this; checks never see it.
 */
export class CaseWorld extends World<{ run?: string }> {
  readonly findings: Finding[] = [];
  readonly calls: ClientCall[] = [];
  readonly sessions = new Map<string, Session>();
  readonly sandboxes: Sandbox[] = [];
  readonly secrets = new CaseSecrets(this.sandboxes, () => this.run?.secrets);
  /** How many findings there were when the last step began. */
  judgedBefore = 0;
  /** Milliseconds that were truly waited, because the client could not be told the time. */
  waitedMs = 0;
  run!: RunContext;
  info!: CaseInfo;
  #ended = false;
  #strays = 0;

  /** The platform of this case. */
  get sandbox(): Sandbox {
    return this.sandboxes[0]!;
  }

  /** Requests that reached the listener but no sandbox while this case ran, `METHOD target`. */
  get strays(): string[] {
    return this.run.host.strays.slice(this.#strays).map(({ method, target }) => `${method} ${target}`);
  }

  /** Whether the client's time can be moved, by the protocol or by its host process. */
  get timeMoves(): boolean {
    return this.run.client.timeControl !== 'none';
  }

  /**
   * Prepare the scenario.
   * @throws CaseEnded `not-declared` when it needs a capability that the client has not declared
   */
  async begin(run: RunContext, pickle: PickleLike): Promise<void> {
    this.run = run;
    this.info = caseInfo(pickle);
    this.#strays = run.host.strays.length;
    await this.openSandbox();
    if (run.client.timeControl === 'movable') await run.client.moveTime(this.sandbox.clock.now());
    const declared = run.client.description.capabilities[this.info.platform as Platform] ?? [];
    const missing = this.info.capabilities.find(capability => !(declared as string[]).includes(capability));
    if (missing !== undefined)
      this.stop('not-declared', `The client does not declare ${missing} for ${this.info.platform}.`);
  }

  /** Another world of the same platform, at another address; the first one is the case's own. */
  async openSandbox(): Promise<Sandbox> {
    const sandbox = this.run.host.open(await providerOf(this.info.platform), {
      seed: `${this.run.seed}/${this.info.id}/${this.sandboxes.length}`,
      ...(this.timeMoves ? { start: START } : {}),
    });
    this.sandboxes.push(sandbox);
    return sandbox;
  }

  /** File what a check concluded, and end the scenario where a requirement is not met. */
  judge(judgement: Judgement): void {
    const { met, why, exchanges, cause, ...shown } = judgement;
    const requirement = cause ?? this.info.requirement;
    const level = this.run.catalogue.levelIn(requirement, this.info.id);
    const verdict = met ? 'passed' : unmet(level, this.run.strict);
    this.findings.push({ requirement, verdict, why, exchanges, ...shown });
    if (verdict === 'failed') this.#end(verdict, inWords(judgement));
  }

  /** End the scenario with a verdict that no check can come to. */
  stop(verdict: Verdict, why: string, hint?: string): never {
    const finding = { requirement: this.info.requirement, verdict, why, exchanges: [] };
    this.findings.push(hint === undefined ? finding : { ...finding, hint });
    return this.#end(verdict, why);
  }

  /** What checks may look at. A step that asks for it has claimed what the client reported. */
  evidence(sandbox = this.sandbox): Evidence {
    const sessions = [...this.sessions.values()].filter(s => s.sandbox === sandbox);
    const names = sessions.map(s => s.params.session);
    return {
      exchanges: sandbox.journal.exchanges,
      tokens: sandbox.tokens.all,
      calls: this.calls.filter(call => names.includes(call.session) && isWork(call)),
      sessions: sessions.map(({ params }) => ({
        name: params.session,
        platform: params.platform,
        mechanism: params.mechanism,
        endpoints: params.endpoints,
        credentials: params.credentials,
        env: params.env,
        organization: params.options.organization as string | undefined,
        redirectUri: params.options.redirectUri as string | undefined,
        parameter: params.options.parameter as string | undefined,
      })),
      now: sandbox.clock.now(),
    };
  }

  /** Mark everything the client has reported so far as looked at by a step. */
  claimOutcomes(): void {
    for (const call of this.calls) call.claimed = true;
  }

  /**
   * Ask the client one thing and take its answer down.
   * @throws CaseEnded when it does not answer as the protocol demands
   */
  async ask<M extends Method>(
    session: string,
    method: M,
    params: Params<M>,
    sandbox = this.sandbox,
  ): Promise<ClientCall> {
    const before = sandbox.journal.exchanges.length;
    const result = await this.run.client.call(method, params);
    if (result.kind !== 'answer') {
      const { verdict, why, hint } = endingOf(result);
      return this.stop(verdict, why, hint);
    }
    const exchanges = sandbox.journal.exchanges.slice(before).map(e => e.n);
    const call: ClientCall = {
      session,
      method,
      params,
      outcome: outcomeOf(result.value),
      exchanges,
      claimed: false,
    };
    this.calls.push(call);
    return call;
  }

  /**
   * Last of all: what no step has judged, and the record of the case.
   * @throws CaseEnded when the case has failed and no step has shown it
   */
  async end(result: StepsResult = { status: 'UNKNOWN' }): Promise<void> {
    // Where the run itself could not start there is no case to speak of.
    if (this.info === undefined) return;
    const shown = this.#ended;
    await this.#attempt(() => this.#closeSessions());
    await this.#attempt(() => judgeLeftovers(this, result));
    for (const sandbox of this.sandboxes) this.run.host.close(sandbox);
    this.attach(JSON.stringify(this.secrets.redact(this.#record())), CASE_EVIDENCE_MEDIA_TYPE);
    const verdict = worst(this.findings.map(f => f.verdict));
    const finding = this.findings.find(f => f.verdict === verdict);
    if (!shown && FAILING.includes(verdict)) throw new CaseEnded(verdict!, this.secrets.redact(finding!.why));
  }

  #end(verdict: Verdict, why: string): never {
    this.#ended = true;
    throw new CaseEnded(verdict, this.secrets.redact(why));
  }

  async #attempt(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CaseEnded)) throw error;
    }
  }

  async #closeSessions(): Promise<void> {
    const broken = this.findings.some(f => FAILING.includes(f.verdict) && this.#ended);
    for (const { params } of this.sessions.values()) {
      const result = await this.run.client.call('session/close', { session: params.session });
      if (result.kind === 'answer' || result.kind === 'unsupported' || broken) continue;
      const { verdict, why, hint } = endingOf(result);
      this.stop(verdict, why, hint);
    }
  }

  #record(): CaseEvidence {
    return {
      requirements: [...this.info.requirements],
      findings: this.findings.map(finding => ({ ...finding, exchanges: [...finding.exchanges] })),
      exchanges: this.sandboxes.flatMap(s => s.journal.exchanges).map(exchangeRecord),
      calls: this.calls.map(({ method, params, outcome }) => ({
        method,
        params: params as never,
        answer: outcome as never,
      })),
      strays: this.strays,
      evidence: this.run.client.takeEvidence(),
      ...(this.waitedMs === 0 ? {} : { waitedMs: Math.round(this.waitedMs) }),
    };
  }
}
