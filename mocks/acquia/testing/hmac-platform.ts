import type { AcquiaSettings } from '../index.ts';
import { type SignedCall, signedCall } from './hmac-client.ts';
import type { testPlatforms } from './platform.ts';

/** A day on which HMAC was good. */
export const BEFORE = Date.UTC(2019, 0, 1);
export const SECRET = 'FME99i+FuiULEVZVgZANQPyy6btvwlhihHunVYptW/4=';

/** A key whose bytes are those of the secret's text: it was not decoded (d12). */
export const wrongKey = { key: Buffer.from(SECRET) };

/** A platform with a key, and signed calls of it. */
export function openHmac(
  platforms: ReturnType<typeof testPlatforms>,
  settings: Partial<AcquiaSettings> = {},
  start = BEFORE,
) {
  const platform = platforms.open(settings, start);
  const key = platform.sandbox.state.createKey('hmac', SECRET);
  const now = () => Math.floor(platform.sandbox.clock.now() / 1000);
  const call = (path: string, changes: Partial<SignedCall> = {}) =>
    signedCall({
      url: `${platform.sandbox.base}${path}`,
      id: key.id,
      key: Buffer.from(SECRET, 'base64'),
      timestamp: String(now()),
      ...changes,
    });
  return { platform, key, now, call };
}
