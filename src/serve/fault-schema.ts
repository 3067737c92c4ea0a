import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';

const MOST = 1_000_000;
/** Headers that frame the message: Node sets them, and a wrong one would break the answer, not the client. */
const FRAMING = ['content-length', 'transfer-encoding', 'trailer', 'connection', 'upgrade'];

/** Whether Node would send it. @throws TypeError when not */
function isHeader([name, value]: readonly [string, string]): boolean {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  return !FRAMING.includes(name.toLowerCase());
}

const headers = z.record(z.string(), z.string()).refine(
  all => {
    try {
      return Object.entries(all).every(isHeader);
    } catch {
      return false;
    }
  },
  { error: `takes headers that HTTP allows, and none of ${FRAMING.join(', ')}` },
);

const effect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('respond'),
    status: z.int().min(200).max(599),
    headers: headers.default({}),
    body: z.string().default(''),
  }),
  z.strictObject({ kind: z.literal('cut'), bytes: z.int().min(0).max(MOST) }),
  z.strictObject({
    kind: z.literal('edit'),
    drop: z.array(z.string()).default([]),
    set: z.record(z.string(), z.unknown()).default({}),
  }),
]);

/** A fault as it is armed over the control API. */
export const faultBody = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  operation: z.string(),
  effect,
  after: z.int().min(0).max(MOST).optional(),
  times: z.int().min(1).max(MOST).optional(),
});
