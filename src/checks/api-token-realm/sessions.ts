import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { type CallEvidence, type Evidence, exchangesOf, type SessionEvidence } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { OWN_TOKEN } from './cause.ts';
import { presentedBy } from './presented.ts';

/** R13: every session's calls carry the token that the session was opened with, and none of another's. */
export function ownTokensOnly(evidence: Evidence): Judgement {
  const calls = evidence.calls.map(call => ({ call, sent: exchangesOf(evidence, call) }));
  const strayed = calls.find(({ call, sent }) => sent.some(e => !isOwn(e, call, evidence)));
  const idle = calls.find(({ sent }) => sent.length === 0);
  const exchanges = calls.flatMap(({ call }) => call.exchanges);
  if (strayed === undefined && idle === undefined)
    return met('every session has used its own token', exchanges);
  return unmet('A call was not made with the token of its session.', {
    exchanges: (strayed ?? idle)!.call.exchanges,
    expected: 'the token that the session was opened with',
    sent: strayed === undefined ? 'no call' : 'another token',
    hint: 'A token belongs to one user, and a session to one token: nothing of it may be shared by all sessions.',
    ...rootCause(evidence),
    ...(strayed === undefined ? {} : strangers(evidence, strayed.call)),
  });
}

/** Another session's token is this requirement's business; whatever else was sent is another's. */
function strangers(evidence: Evidence, call: CallEvidence): { readonly cause?: string } {
  const others = evidence.sessions.filter(({ name }) => name !== call.session);
  const session = sessionOf(evidence, call);
  const values = exchangesOf(evidence, call).flatMap(e => valuesIn(e, session));
  return others.some(({ credentials }) => values.some(value => value.endsWith(credentials.apiToken!)))
    ? { cause: OWN_TOKEN }
    : {};
}

function isOwn(exchange: Exchange, call: CallEvidence, evidence: Evidence): boolean {
  const session = sessionOf(evidence, call);
  const values = valuesIn(exchange, session);
  return values.length > 0 && values.every(value => value.endsWith(session.credentials.apiToken!));
}

function valuesIn(exchange: Exchange, session: SessionEvidence): string[] {
  const { headers, inQuery } = presentedBy(exchange, session);
  return [...headers, ...inQuery];
}

function sessionOf({ sessions }: Evidence, call: CallEvidence): SessionEvidence {
  return sessions.find(({ name }) => name === call.session)!;
}
