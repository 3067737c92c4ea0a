import type { RequestHandler } from 'express';
import { stateOf } from '../state.ts';
import { isHmac, parseAuthorization } from './parse.ts';
import { responseSignature } from './string-to-sign.ts';

/**
 * Sign every answer to a request that came with HMAC of a known key, refusals too: real clients check the
 * signature of nearly every status. Must stand before whatever may answer.
 * @see https://github.com/acquia/http-hmac-spec#overview-of-response-header-and-signature
 */
export const signAnswers: RequestHandler = (req, res, next) => {
  const { authorization } = req.headers;
  const read = isHmac(authorization) ? parseAuthorization(authorization!) : undefined;
  const key = read === undefined || 'wrong' in read ? undefined : stateOf(req).findKey(read.id);
  if (key?.active !== true || req.method === 'HEAD') return next();
  const { nonce } = read as { nonce: string };
  const timestamp = String(req.headers['x-authorization-timestamp'] ?? '');
  const end = res.end;
  res.end = ((chunk?: unknown, ...rest: unknown[]) => {
    const body = Buffer.from(typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : '');
    if (!res.headersSent) {
      res.setHeader(
        'X-Server-Authorization-HMAC-SHA256',
        responseSignature(key.secret, nonce, timestamp, body),
      );
    }
    return end.apply(res, [chunk, ...rest] as Parameters<typeof end>);
  }) as typeof end;
  next();
};
