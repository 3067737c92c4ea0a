import { createHash } from 'node:crypto';
import { secretsMatch } from '../../kernel/index.ts';
import type { Challenge } from '../state/model.ts';

/** RFC 7636 section 4.1: 43 to 128 unreserved characters; a challenge has the same form. */
const FORM = /^[A-Za-z0-9._~-]{43,128}$/;

/** Whether a text may be a code verifier or a code challenge. */
export function isPkceText(text: string): boolean {
  return FORM.test(text);
}

/** Whether the verifier is the one that the challenge was made of (RFC 7636 section 4.6). */
export function answersChallenge({ value, method }: Challenge, verifier: string): boolean {
  const made =
    method === 'plain' ? verifier : createHash('sha256').update(verifier, 'ascii').digest('base64url');
  return secretsMatch(value, made);
}
