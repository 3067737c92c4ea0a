import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { apiRequests, type Evidence, numbers, type SessionEvidence } from '../evidence.ts';
import { type Complaint, type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { presentedBy, wordAndRest } from './presented.ts';

/** The word as the page writes it; its case is free by RFC 9110 section 11.1. */
const WORD = 'apiToken';

/** R21: every call has an Authorization header that begins with `apiToken`, in whatever case. */
export function callsCarryWord(evidence: Evidence, session: SessionEvidence): Judgement {
  return everyCall(evidence, session, {
    isRight: ([header = '']) => wordAndRest(header)[0].toLowerCase() === WORD.toLowerCase(),
    why: 'a call carries no token after the word apiToken',
    expected: `Authorization: ${WORD} <token>`,
    hint: 'The word before the token is apiToken: not Bearer, not Api-Token, and there must be one.',
  });
}

/** R21: the word is spelled as the page spells it: servers of this family often compare letter by letter. */
export function wordIsSpelled(evidence: Evidence, session: SessionEvidence): Judgement {
  return everyCall(evidence, session, {
    isRight: ([header = '']) => wordAndRest(header)[0] === WORD,
    why: 'the word before the token is spelled otherwise',
    expected: WORD,
    hint: 'The case of the word should not count, and with many servers it does: write it as documented.',
  });
}

/** R22: one Authorization header: the word, one blank, the token as it was given, and nothing else. */
export function headerIsOfSample(evidence: Evidence, session: SessionEvidence): Judgement {
  const { apiToken } = session.credentials;
  return everyCall(evidence, session, {
    isRight: headers => headers.length === 1 && wordAndRest(headers[0]!)[1] === apiToken,
    why: 'an Authorization header is not of the form of the sample',
    expected: `one header, Authorization: ${WORD} ${apiToken}`,
    hint: 'One blank, then the token as it was given: no quotes, no second scheme, no line end, no second header.',
  });
}

interface Wish extends Required<Pick<Complaint, 'expected' | 'hint'>> {
  readonly isRight: (headers: readonly string[]) => boolean;
  /** What is wrong where it is not; begins in lower case. */
  readonly why: string;
}

function everyCall(evidence: Evidence, session: SessionEvidence, { isRight, why, ...told }: Wish): Judgement {
  const calls = apiRequests(evidence);
  const headersOf = (e: Exchange) => presentedBy(e, session).headers;
  const wrong = calls.filter(e => !isRight(headersOf(e)));
  if (calls.length > 0 && wrong.length === 0)
    return met(`every call has Authorization: ${wordAndRest(headersOf(calls[0]!)[0]!)[0]}`, numbers(calls));
  const sent = calls.length === 0 ? 'no call' : headersOf(wrong[0]!).join('; ');
  return unmet(calls.length === 0 ? 'No call of the API has arrived.' : `In the header, ${why}.`, {
    exchanges: numbers(wrong),
    sent: sent || 'no Authorization header',
    ...told,
    ...rootCause(evidence),
  });
}
