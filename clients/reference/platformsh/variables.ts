import { ClientFailure } from '../failure.ts';
import type { Value } from '../session.ts';
import { environmentPath, type Input, type Platform, required } from './platform.ts';
import { embedded, members, text } from './reading.ts';

/** Create a variable of an environment. One that is there already is left as it is, which is a failure. */
export async function createVariable(platform: Platform, input: Input): Promise<Value> {
  const { call, parts } = platform;
  const name = required(input, 'name');
  requireEnvironmentLevel(input);
  const path = `${environmentPath(platform, input)}/variables`;
  if (await parts.variableExists(platform, `${path}/${parts.pathSegment(name)}`)) {
    const why = `Failed to create the variable ${name}: it exists already. Nothing was changed.`;
    throw new ClientFailure('other', why);
  }
  const answer = await call('POST', { path }, parts.variableBody(input));
  return { name: text(members(embedded(answer).entity).name) };
}

/** @param path where the variable would be */
export async function variableExists({ call }: Platform, path: string): Promise<boolean> {
  try {
    await call('GET', { path });
    return true;
  } catch (error) {
    if (error instanceof ClientFailure && error.status === 404) return false;
    throw error;
  }
}

/** The body of a creation. */
export function variableBody(input: Input): Record<string, Exclude<Value, undefined>> {
  return {
    application_scope: [],
    name: required(input, 'name'),
    value: required(input, 'value'),
    is_json: false,
    is_sensitive: input.sensitive === true,
    is_enabled: true,
    is_inheritable: true,
  };
}

function requireEnvironmentLevel({ level = 'environment' }: Input): void {
  if (level === 'environment') return;
  throw new ClientFailure('other', 'Failed to create the variable: only the level environment is offered.');
}
