import type { Sandbox } from '../../kernel/index.ts';
import type { PlatformshSettings } from '../settings.ts';
import type { User } from '../state/model.ts';
import type { PlatformshState } from '../state.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * The value of a new access token: a JWT whose `sub` and `exp` (RFC 7519 section 4.1, in seconds) clients read
 * without looking at its signature (b2), which is none; or opaque.
 */
export function newAccessToken(
  { entropy, clock, settings }: Sandbox<PlatformshState, PlatformshSettings>,
  user: User,
): string {
  const made = entropy.bytes(48).toString('base64url');
  if (settings.tokenFormat === 'opaque') return made;
  const now = Math.floor(clock.now() / 1000);
  const claims = { sub: user.id, iat: now, exp: now + settings.tokenLifetimeSeconds, jti: made.slice(0, 22) };
  return [part({ alg: 'ES256', typ: 'JWT' }), part(claims), made].join('.');
}
