import type { Decision, Exchange } from '../../mocks/kernel/exchange.ts';
import type { Evidence, SessionEvidence } from './evidence.ts';
import type { Judgement } from './judgement.ts';

/** What a refusal goes back to. Without a cause of its own it stays with the requirement that the case is about. */
export type Root = Partial<Judgement>;

/** A request that was refused, by the first check that did not hold. */
export interface Refused {
  readonly exchange: Exchange;
  readonly decision: Decision;
  readonly session: SessionEvidence;
  readonly evidence: Evidence;
}

export type Diagnosis = (refused: Refused) => Root | undefined;

/** By the name of the check that did not hold, as the mock's trail has it; the first that fits. */
export type Diagnoses = readonly (readonly [check: RegExp, diagnose: Diagnosis])[];

/** Undefined where the request was refused for nothing that the client did. */
export function diagnosed(diagnoses: Diagnoses, refused: Refused): Root | undefined {
  return diagnoses.find(([check]) => check.test(refused.decision.check))?.[1](refused);
}

/** A requirement that the refused request breaks. */
export function root(cause: string, { exchange, decision }: Refused, hint: string): Root {
  return { cause, exchanges: [exchange.n], expected: decision.expected, sent: decision.got, hint };
}
