import type { Request, Response } from 'express';
import { contextOf, decide, ProviderError } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { AcquiaSettings } from '../settings.ts';
import { verify } from './verify.ts';

export { isHmac } from './parse.ts';

/** What HMAC meets at the platform: good, good with a warning, gone (A24). */
export type HmacMode = 'accepted' | 'deprecated' | 'removed';

/**
 * @param now virtual time, milliseconds since the epoch
 * @returns the mode in force: the sandbox's own, or the one of that day
 */
export function hmacMode(settings: Pick<AcquiaSettings, 'hmac'>, now: number): HmacMode {
  if (settings.hmac !== 'by-clock') return settings.hmac;
  if (now >= facts.hmacRemovedFrom.value) return 'removed';
  return now >= facts.hmacDeprecatedFrom.value ? 'deprecated' : 'accepted';
}

/**
 * Let a request in by its signature.
 * @returns id of the key that signed it
 * @throws ProviderError `hmac_removed`, `hmac_refused`
 */
export function admitHmac(req: Request, res: Response): string {
  const { sandbox } = contextOf(req);
  const mode = hmacMode(sandbox.settings, sandbox.clock.now());
  const ok = mode !== 'removed';
  if (!decide(req, { check: 'HMAC is offered', expected: 'accepted or deprecated', got: mode, ok })) {
    throw new ProviderError('hmac_removed', 'HMAC authentication was removed on 2020-07-01');
  }
  if (mode === 'deprecated') res.set(facts.hmacDeprecationHeaders.value);
  return verify(req).id;
}
