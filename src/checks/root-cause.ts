import { acquiaCause, acquiaExchangeRefused } from './acquia/cause.ts';
import { apiTokenRealmCause } from './api-token-realm/cause.ts';
import { cleverCloudCause } from './clever-cloud/cause.ts';
import { cloudApiCause } from './cloud-api/cause.ts';
import { type Evidence, lastCall, type SessionEvidence, tokenRequests } from './evidence.ts';
import type { Judgement } from './judgement.ts';
import { platformshCause, platformshExchangeRefused } from './platformsh/cause.ts';

/** What one platform knows of mistakes that make its checks fail one after another. */
interface Causes {
  /** What truly went wrong, to be spread over a complaint; empty where nothing of the kind is to be seen. */
  readonly rootCause: (evidence: Evidence) => Partial<Judgement>;
  /** The requirement that a refused exchange reaches the caller; undefined where a session exchanges nothing. */
  readonly exchangeRefused?: (session: SessionEvidence) => string | undefined;
}

const CAUSES: Readonly<Record<string, Causes>> = {
  acquia: { rootCause: acquiaCause, exchangeRefused: acquiaExchangeRefused },
  platformsh: { rootCause: platformshCause, exchangeRefused: platformshExchangeRefused },
  'api-token-realm': { rootCause: apiTokenRealmCause },
  'cloud-api': { rootCause: cloudApiCause },
  'clever-cloud': { rootCause: cleverCloudCause },
};

function causesOf({ sessions }: Evidence): Causes | undefined {
  const platform = sessions[0]?.platform;
  return platform === undefined ? undefined : CAUSES[platform];
}

/**
 * What truly went wrong where a client did not come as far as a check asks: a mistake in an earlier request
 * of it. To be spread over a complaint; empty where nothing of the kind is to be seen.
 */
export function rootCause(evidence: Evidence): Partial<Judgement> {
  return causesOf(evidence)?.rootCause(evidence) ?? {};
}

/** The requirement that is broken where the last call had to do without a token, since its session was refused one. */
export function refusedExchange(evidence: Evidence): { readonly cause?: string } {
  const { session, exchanges } = lastCall(evidence);
  const asked = tokenRequests(evidence).filter(e => exchanges.includes(e.n));
  if (asked.length === 0 || asked.some(e => e.issuedToken !== undefined)) return {};
  const caller = evidence.sessions.find(({ name }) => name === session);
  const cause = caller && causesOf(evidence)?.exchangeRefused?.(caller);
  return cause === undefined ? {} : { cause };
}
