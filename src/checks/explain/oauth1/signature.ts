import { isSignatureMethod } from '../../../../mocks/kernel/oauth1/index.ts';
import { readArrived, type SignatureQuestion } from './arrived.ts';
import { type Attempt, pairAttempts, rightAttempt, singleAttempts } from './attempts.ts';
import { firstDifference, type Stage, stagesOf } from './stages.ts';

/** Why a signature is wrong. */
export interface SignatureExplanation {
  /** Ids of the one or two mistakes that reproduce the client's signature. */
  readonly mistakes: readonly string[];
  /** A sentence for each of them, and what else would have given the same signature. */
  readonly text: string;
  /** Each stage of the signature, as it should be and as the client made it; secrets are masked. */
  readonly stages: readonly Stage[];
  /** Name of the first stage that differs. */
  readonly firstDifference: string;
}

/** Bounds the work: a client that takes the wrong token holds few of them. */
const MOST_OTHER_TOKENS = 10;

/**
 * Name the usual mistake, or the two, by which a client made the signature that it sent.
 * @returns undefined where the signature is right, cannot be read, or no usual mistake explains it
 * @see RFC 5849 section 3.4
 */
export function explainSignature(question: SignatureQuestion): SignatureExplanation | undefined {
  const arrived = readArrived(question);
  if (arrived === undefined || !isSignatureMethod(arrived.signatureMethod)) return undefined;
  const circumstances = {
    arrived,
    secrets: { consumer: question.consumerSecret, token: question.tokenSecret },
    otherTokenSecrets: (question.otherTokenSecrets ?? []).slice(0, MOST_OTHER_TOKENS),
  };
  const reproduces = ({ trace }: Attempt) => trace.signature === arrived.signature.value;
  const right = rightAttempt(circumstances);
  if (reproduces(right)) return undefined;
  const singles = singleAttempts(circumstances).filter(reproduces);
  const found = singles[0] ?? first(pairAttempts(circumstances), reproduces);
  if (found === undefined) return undefined;
  return {
    mistakes: found.mistakes.map(m => m.id),
    text: [...found.mistakes.map(m => m.text), ...alternatives(singles)].join(' '),
    stages: stagesOf(right.trace, found.trace),
    firstDifference: firstDifference(right.trace, found.trace),
  };
}

function first<T>(items: Iterable<T>, holds: (item: T) => boolean): T | undefined {
  for (const item of items) if (holds(item)) return item;
  return undefined;
}

/** What gives the same signature as the first of several mistakes, in this request. */
function alternatives(singles: readonly Attempt[]): string[] {
  const [named, ...others] = singles.flatMap(({ mistakes }) => mistakes);
  const texts = new Set(others.filter(m => m.id !== named?.id).map(m => m.text));
  return texts.size === 0 ? [] : ['Or, with the same effect in this request:', ...texts];
}
