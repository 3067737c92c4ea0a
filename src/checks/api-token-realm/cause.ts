import { type Evidence, exchangesOf } from '../evidence.ts';
import { type Diagnoses, type Diagnosis, diagnosed, type Refused, type Root, root } from '../refused.ts';

/** What a refused request can go back to, whatever its case was about. */
export const OWN_TOKEN = 'ATR-13';
const HEADER = 'ATR-21';
const SAMPLE = 'ATR-22';
const QUERY = 'ATR-23';

const isByHeader = ({ session }: Refused) => session.mechanism === 'header';

/** The token stands where it does not belong, or nowhere. */
const misplaced: Diagnosis = refused =>
  isByHeader(refused)
    ? root(
        HEADER,
        refused,
        'Send every call with Authorization: apiToken <token>, and no token in the query.',
      )
    : root(
        QUERY,
        refused,
        'Send every call with the token in its query parameter, once, and no such header.',
      );

const doubledHeader: Diagnosis = refused =>
  isByHeader(refused) ? root(SAMPLE, refused, 'One Authorization header.') : misplaced(refused);

const unknownToken: Diagnosis = refused => {
  const { session, decision } = refused;
  if (decision.got === session.credentials.apiToken) return undefined;
  return isByHeader(refused)
    ? root(SAMPLE, refused, 'Send the token as it was given, after one blank.')
    : root(QUERY, refused, 'Percent-encode the token once, so that it arrives as it was given.');
};

/** A token that the platform knows, and another session was given. */
const anotherToken: Diagnosis = refused => {
  const { exchange, session, evidence } = refused;
  const used = evidence.tokens.find(({ id }) => id === exchange.usedToken)?.value;
  if (used === undefined || used === session.credentials.apiToken) return undefined;
  const given = evidence.sessions.some(({ credentials }) => credentials.apiToken === used);
  return given ? root(OWN_TOKEN, refused, 'Send the token of the session.') : unknownToken(refused);
};

const DIAGNOSES: Diagnoses = [
  [/^(?:query parameter once|header and query agree|scheme|the call carries a credential)$/, misplaced],
  [/^Authorization once$/, doubledHeader],
  [/^token is known$/, unknownToken],
  [/^(?:token is|permission: )/, anotherToken],
];

/**
 * What truly went wrong where a client did not come as far as a check asks: the first request that the
 * platform refused for something that the client did. To be spread over a complaint.
 */
export function apiTokenRealmCause(evidence: Evidence): Root {
  for (const call of evidence.calls) {
    const session = evidence.sessions.find(({ name }) => name === call.session);
    if (session === undefined) continue;
    for (const exchange of exchangesOf(evidence, call)) {
      const decision = exchange.decisions.find(({ ok }) => !ok);
      const found = decision && diagnosed(DIAGNOSES, { exchange, decision, session, evidence });
      if (found !== undefined) return found;
    }
  }
  return {};
}
