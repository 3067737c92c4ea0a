import type { Decision } from '../exchange.ts';
import type { NonceStore } from './nonces.ts';
import type { ParameterSources } from './parameters.ts';
import type { SignatureMethod } from './signature.ts';

/** A request as it arrived. */
export interface OAuth1Request {
  readonly method: string;
  /** Absolute, as addressed: scheme, the Host header, and the request target with nothing changed. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Buffer;
  readonly contentType: string | undefined;
  /** Virtual time, milliseconds since the epoch. */
  readonly now: number;
}

export interface OAuth1Consumer {
  readonly secret: string;
}

export interface OAuth1Token {
  readonly secret: string;
  /** Key of the consumer that it was issued to. */
  readonly consumerKey: string;
  /** Why it is no good any more; undefined while it is. */
  readonly problem?: 'token_expired' | 'token_revoked' | 'token_used' | undefined;
}

/** What the server knows, and how strict it is. */
export interface OAuth1Context<
  C extends OAuth1Consumer = OAuth1Consumer,
  T extends OAuth1Token = OAuth1Token,
> {
  findConsumer(key: string): C | undefined;
  findToken(token: string): T | undefined;
  readonly nonces: NonceStore;
  /**
   * `strict`: what RFC 5849 says. `lenient`: accepts and reports what real clients of Clever Cloud leave out
   * (b3, d12): the method where it is PLAINTEXT, query or form in the base string, escapes in the header; and
   * a nonce or timestamp that is not fresh.
   */
  readonly mode: 'strict' | 'lenient';
  /** How far a timestamp may be from the server's time, either way. */
  readonly timestampWindowSeconds: number;
  /** Whether the request must carry a token; the first step of the dance carries none. */
  readonly tokenRequired: boolean;
}

/** Codes of OAuth's problem reporting extension, those that are met here. */
export type OAuth1Problem =
  | 'parameter_absent'
  | 'parameter_rejected'
  | 'version_rejected'
  | 'signature_method_rejected'
  | 'consumer_key_unknown'
  | 'token_rejected'
  | 'signature_invalid'
  | 'timestamp_refused'
  | 'nonce_used'
  | 'token_expired'
  | 'token_revoked'
  | 'token_used';

export interface OAuth1Refusal {
  readonly problem: OAuth1Problem;
  /** One sentence for people: which check, and what came instead; holds no signature. */
  readonly detail: string;
}

/** One request on its way through the checks, which fill in what they find. */
export interface Verification {
  readonly input: OAuth1Request;
  readonly context: OAuth1Context;
  readonly trail: (decision: Decision) => boolean;
  readonly sources: ParameterSources;
  /** Why the Authorization header cannot be read; undefined where it can, or is not OAuth's. */
  readonly malformed: string | undefined;
  /** Names of header parameters that were not percent-encoded. */
  readonly unencoded: readonly string[];
  /** The protocol parameters by name, decoded; of a repeated one the last. */
  readonly protocol: ReadonlyMap<string, string>;
  readonly leniences: string[];
  method: SignatureMethod;
  consumer: OAuth1Consumer | undefined;
  token: OAuth1Token | undefined;
}

/** One check. @returns why the request is refused, or undefined */
export type Check = (v: Verification) => OAuth1Refusal | undefined;

/** What a check found. */
export interface Found extends Decision {
  readonly problem: OAuth1Problem;
  /** What lenient mode reports instead of refusing; a check without it is never let pass. */
  readonly lenience?: string | undefined;
}

/**
 * Put a check on the trail.
 * @returns why the request is refused, or undefined where the check holds or is let pass
 */
export function judge(
  v: Verification,
  { check, expected, got, ok, problem, lenience }: Found,
): OAuth1Refusal | undefined {
  const letPass = !ok && lenience !== undefined && v.context.mode === 'lenient';
  const shown = letPass ? `${got} (let pass: lenient mode)` : got;
  v.trail({ check: `OAuth 1: ${check}`, expected, got: shown, ok: ok || letPass });
  if (letPass) v.leniences.push(lenience);
  return ok || letPass ? undefined : { problem, detail: `${check}: ${got}` };
}
