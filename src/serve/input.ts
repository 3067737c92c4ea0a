import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { decodeForm, readBody, repeated, wellFormed } from '../../mocks/kernel/index.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './route.ts';

const LONGEST_BODY = 64 * 1024;
const DEEPEST = 32;
const LONGEST_COMPLAINT = 500;

/**
 * The body of a request, as the route wants it; none is as good as an empty object.
 * @throws Refusal 400 that says what the route takes, 413
 */
export async function bodyOf(req: IncomingMessage, { body, example }: Route): Promise<unknown> {
  const bytes = await readBody(req, LONGEST_BODY);
  if (bytes === 'aborted') throw new Refusal(400, 'invalid-body', 'Failed to read the body: it broke off.');
  if (bytes === 'too-long')
    throw new Refusal(413, 'body-too-long', `Failed to read the body: it may hold ${LONGEST_BODY} bytes.`);
  if (body === undefined) {
    if (bytes.length === 0) return undefined;
    throw new Refusal(400, 'unexpected-body', 'Failed to answer: this route takes no body. Leave it out.');
  }
  const hint = example === undefined ? '' : ` Send, for example, ${JSON.stringify(example)}.`;
  return checked(body, parsed(bytes, hint), 'body', hint);
}

/** @throws Refusal 400 where the query is not what the route takes */
export function queryOf(search: string, { query, summary }: Route): unknown {
  const parameters = decodeForm(search);
  const twice = repeated(parameters);
  if (twice.length > 0 || (query === undefined && parameters.length > 0)) {
    const why = twice.length > 0 ? 'a parameter is there twice' : 'this route takes none';
    throw new Refusal(400, 'invalid-query', `Failed to read the query: ${why}. Leave it out.`);
  }
  return query === undefined
    ? undefined
    : checked(query, Object.fromEntries(parameters), 'query', ` This route: ${summary}.`);
}

function parsed(bytes: Buffer, hint: string): unknown {
  if (bytes.length === 0) return {};
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), wellFormed);
    if (!deeperThan(value, DEEPEST)) return value;
  } catch (error) {
    // A RangeError: so deep that the stack does not hold it.
    if (!(error instanceof RangeError))
      throw new Refusal(400, 'invalid-body', `Failed to read the body: it is not JSON in UTF-8.${hint}`);
  }
  throw new Refusal(400, 'invalid-body', `Failed to read the body: it is nested too deeply.${hint}`);
}

function deeperThan(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some(item => deeperThan(item, levels - 1));
}

function checked(schema: z.ZodType, value: unknown, what: 'body' | 'query', hint: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const complaints = result.error.issues.map(({ path, message }) =>
    [...path.map(String), message].join(': '),
  );
  const why = complaints.join('; ').slice(0, LONGEST_COMPLAINT);
  throw new Refusal(400, `invalid-${what}`, `Failed to read the ${what}: ${why}.${hint}`);
}
