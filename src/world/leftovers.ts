import { describe, succeeded } from '../checks/evidence.ts';
import { successBorneOut } from '../checks/outcome.ts';
import { rootCause } from '../checks/root-cause.ts';
import type { CaseWorld } from './case-world.ts';

/** What Cucumber says of the steps so far. */
export interface StepsResult {
  readonly status: string;
  readonly message?: string | undefined;
}

/** A request that carries a sandbox's prefix came late; any other left the platform's address. */
const LATE = /^\S+ \/s\d+(?=[/?]|$)/;

/** A request, or the attempt to open a connection, to a host that is not the platform's. */
const ELSEWHERE = /:\/\/|^CONNECT /;

/** What no step has judged, in the order in which it matters; each ends the case when it is found. */
const LEFTOVERS: readonly ((world: CaseWorld, result: StepsResult) => void)[] = [
  stepThatDidNotPass,
  faultThatNothingHit,
  requestAstray,
  failureNobodyLookedAt,
  successOnlyClaimed,
  nothingJudged,
];

/**
 * Judge what the steps have left behind. A case that has failed or was left out has nothing more to tell;
 * a defect of the mock always has.
 */
export function judgeLeftovers(world: CaseWorld, result: StepsResult): void {
  const defect = world.sandboxes.flatMap(s => s.defects)[0];
  if (defect !== undefined)
    world.stop('harness-error', `The mock failed: ${(defect as Error).stack ?? defect}`);
  if (world.findings.some(({ verdict }) => verdict !== 'passed' && verdict !== 'warning')) return;
  for (const judge of LEFTOVERS) judge(world, result);
}

function stepThatDidNotPass(world: CaseWorld, { status, message }: StepsResult): void {
  if (['PASSED', 'UNKNOWN'].includes(status)) return;
  const detail = message === undefined ? '.' : `: ${message}`;
  world.stop('harness-error', `A step is ${status.toLowerCase()}${detail}`);
}

/** An armed fault that nothing hit: the case did not test what it says. */
function faultThatNothingHit(world: CaseWorld): void {
  const fault = world.sandboxes.flatMap(s => s.faults.unhit)[0];
  if (fault === undefined) return;
  const why = `The client never made the request that "${fault.name}" was waiting for.`;
  world.judge({ met: false, why, exchanges: [], ...rootCause(world.evidence()) });
}

function requestAstray(world: CaseWorld): void {
  const astray = world.strays.find(request => !LATE.test(request));
  if (astray === undefined) return;
  const hint = ELSEWHERE.test(astray)
    ? "Ask the platform's own hosts, by https and below their paths; this request went nowhere."
    : 'Keep the path of endpoints.api and endpoints.token: what is asked for is below it.';
  world.stop('failed', `The client asked for an address outside the platform's: ${astray}`, hint);
}

function failureNobodyLookedAt(world: CaseWorld): void {
  const unclaimed = world.calls.find(call => !call.claimed && !succeeded(call.outcome));
  if (unclaimed === undefined) return;
  world.judge({
    met: false,
    why: 'A call did not succeed, though nothing was to stop it.',
    exchanges: unclaimed.exchanges,
    expected: 'a successful answer',
    sent: describe(unclaimed.outcome),
    ...rootCause(world.evidence()),
  });
}

/** A success that only the client bears witness to is none. */
function successOnlyClaimed(world: CaseWorld): void {
  for (const evidence of world.sandboxes.map(sandbox => world.evidence(sandbox))) {
    for (const call of evidence.calls.filter(c => succeeded(c.outcome))) {
      const judgement = successBorneOut(evidence, call);
      if (!judgement.met) world.judge(judgement);
    }
  }
}

function nothingJudged(world: CaseWorld): void {
  if (world.findings.length === 0) world.stop('harness-error', 'The scenario judged nothing.');
}
