import { z } from 'zod';
import {
  capabilitiesOf,
  MECHANISMS,
  PLATFORMS,
  type Platform,
  PROTOCOL_VERSION,
  REASONS,
} from './vocabulary.ts';

/*
 * The one source of the protocol's messages: the types below and the published JSON Schema
 * (docs/client-protocol.schema.json) are both made from these.
 */

const session = z.string().min(1);
const instant = z.iso.datetime({ precision: 3 });
const strings = z.record(z.string(), z.string());
const empty = z.strictObject({});

const initializeParams = z.strictObject({
  protocolVersion: z.literal(PROTOCOL_VERSION),
  suite: z.strictObject({ name: z.string(), version: z.string() }),
});

const capabilityList = (platform: Platform) => z.array(z.enum(capabilitiesOf(platform)));

const initializeResult = z.strictObject({
  protocolVersion: z.literal(PROTOCOL_VERSION),
  client: z.strictObject({
    name: z.string().min(1),
    version: z.string().min(1),
    language: z.string().min(1),
    homepage: z.string().optional(),
  }),
  capabilities: z.strictObject({
    acquia: capabilityList('acquia').optional(),
    platformsh: capabilityList('platformsh').optional(),
    'cloud-api': capabilityList('cloud-api').optional(),
    'api-token-realm': capabilityList('api-token-realm').optional(),
    'clever-cloud': capabilityList('clever-cloud').optional(),
  } satisfies Record<Platform, unknown>),
  clock: z.enum(['settable', 'system']).default('system'),
});

const openParams = z.strictObject({
  session,
  installation: z.string().min(1),
  platform: z.enum(PLATFORMS),
  mechanism: z.enum([...new Set(Object.values(MECHANISMS).flat())]),
  endpoints: strings,
  credentials: strings,
  options: z.looseObject({
    allowInsecure: z.boolean().optional(),
    maxRetries: z.int().nonnegative().optional(),
    timeoutMs: z.int().positive().optional(),
  }),
  env: strings,
  now: instant,
});

const body = z.union([
  z.strictObject({ json: z.json() }),
  z.strictObject({ form: z.array(z.tuple([z.string(), z.string()])) }),
  z.strictObject({ text: z.string(), contentType: z.string() }),
  z.strictObject({ bytes: z.base64(), contentType: z.string() }),
]);

const requestParams = z.strictObject({
  session,
  method: z.string().regex(/^[A-Z]+$/),
  path: z
    .string()
    .regex(/^\/[^?#]*$/)
    .optional(),
  query: z.array(z.tuple([z.string(), z.string()])).optional(),
  url: z.url().optional(),
  headers: strings,
  body: body.nullable(),
});

const responseOutcome = z.strictObject({
  outcome: z.literal('response'),
  status: z.int().min(100).max(599),
  headers: strings,
  body: z.string().optional(),
  bodyBase64: z.base64().optional(),
});
const okOutcome = z.strictObject({ outcome: z.literal('ok'), value: z.json().optional() });
const rejectedOutcome = z.strictObject({
  outcome: z.literal('rejected'),
  reason: z.enum(REASONS),
  message: z.string(),
  status: z.int().min(100).max(599).optional(),
  code: z.string().optional(),
});
const outcome = z.discriminatedUnion('outcome', [responseOutcome, okOutcome, rejectedOutcome]);

/** Every call: what the harness sends and what it accepts as an answer. */
export const CALLS = {
  initialize: { params: initializeParams, result: initializeResult },
  'session/open': { params: openParams, result: z.union([empty, rejectedOutcome]) },
  'session/request': {
    params: requestParams,
    result: z.discriminatedUnion('outcome', [responseOutcome, rejectedOutcome]),
  },
  'session/beginAuthorization': { params: z.strictObject({ session }), result: outcome },
  'session/completeAuthorization': {
    params: z.strictObject({ session, callbackUrl: z.url() }),
    result: outcome,
  },
  'session/invoke': {
    params: z.strictObject({ session, operation: z.string(), input: z.record(z.string(), z.json()) }),
    result: z.discriminatedUnion('outcome', [okOutcome, rejectedOutcome]),
  },
  'session/setTime': { params: z.strictObject({ session, now: instant }), result: empty },
  'session/setCredentials': { params: z.strictObject({ session, credentials: strings }), result: empty },
  ping: { params: empty, result: empty },
  'session/close': { params: z.strictObject({ session }), result: empty },
  shutdown: { params: empty, result: empty },
} as const;

export type Method = keyof typeof CALLS;
export type Params<M extends Method> = z.input<(typeof CALLS)[M]['params']>;
export type Result<M extends Method> = z.output<(typeof CALLS)[M]['result']>;

export type InitializeResult = Result<'initialize'>;
export type Outcome = z.output<typeof outcome>;
export type ResponseOutcome = z.output<typeof responseOutcome>;
export type RejectedOutcome = z.output<typeof rejectedOutcome>;
export type RequestBody = z.output<typeof body>;

const id = z.union([z.string(), z.int()]);

/** What a client may write: an answer or an error to one call, nothing else (JSON-RPC 2.0 section 5). */
export const replyMessage = z.union([
  z.strictObject({ jsonrpc: z.literal('2.0'), id, result: z.json() }),
  z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: id.nullable(),
    error: z.strictObject({ code: z.int(), message: z.string(), data: z.json().optional() }),
  }),
]);
export type ReplyMessage = z.output<typeof replyMessage>;

/** What the harness writes (JSON-RPC 2.0 section 4). */
export interface CallMessage<M extends Method = Method> {
  readonly jsonrpc: '2.0';
  readonly id: string;
  readonly method: M;
  readonly params: Params<M>;
}
