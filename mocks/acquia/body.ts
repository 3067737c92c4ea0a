import type { Request } from 'express';
import { bodyParameters, parameter } from '../kernel/index.ts';

/** A member of the request body, sent as JSON or as a form; undefined where it is left out or empty. */
export function bodyMember(req: Request, name: string): string | undefined {
  return parameter(bodyParameters(req), name);
}
