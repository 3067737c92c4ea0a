import { z } from 'zod';
import { CALLS, replyMessage } from './messages.ts';
import { PROTOCOL_VERSION } from './vocabulary.ts';

/**
 * The protocol as one JSON Schema (draft 2020-12). It describes a message, which is a call or an answer;
 * `$defs` holds `<method>.params` and `<method>.result` of every call.
 */
export function protocolJsonSchema(): z.core.JSONSchema.BaseSchema {
  const parts = namedParts();
  const registry = z.registry<{ id: string }>();
  for (const [id, part] of Object.entries(parts)) registry.add(part, { id });
  const { $schema, $defs } = z.toJSONSchema(z.strictObject(parts), { io: 'input', metadata: registry });
  return {
    $schema: $schema!,
    title: `Countersign client protocol, version ${PROTOCOL_VERSION}`,
    description: 'One line that crosses between the harness and a client: a call, or an answer to one.',
    anyOf: [{ $ref: '#/$defs/call' }, { $ref: '#/$defs/answer' }],
    $defs: $defs!,
  };
}

/** Copies of the protocol's schemas, so that each stands under a name of its own even where several share one. */
function namedParts(): Record<string, z.ZodType> {
  const parts: Record<string, z.ZodType> = {};
  const calls = Object.entries(CALLS).map(([method, { params, result }]) => {
    const named = params.clone();
    Object.assign(parts, { [`${method}.params`]: named, [`${method}.result`]: result.clone() });
    return z.strictObject({
      jsonrpc: z.literal('2.0'),
      id: z.string(),
      method: z.literal(method),
      params: named,
    });
  });
  return { call: z.union(calls), answer: replyMessage.clone(), ...parts };
}
