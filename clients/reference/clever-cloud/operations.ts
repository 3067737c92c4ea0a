import { members, rows, text } from '../documented-form.ts';
import { withoutSecrets } from '../secrets.ts';
import type { Operation, Value } from '../session.ts';
import { expirationDate } from './expiration.ts';
import type { Parts } from './parts.ts';

/** Makes a call with a JSON body or none; resolves with the answer's JSON, undefined where it is empty. */
export type JsonCall = (method: string, path: string, body?: Value) => Promise<unknown>;

/** What the operations of a session are made of. */
export interface Platform {
  /** To the resources that API and bridge both have. */
  readonly resources: JsonCall;
  /** To `/api-tokens` on the bridge. */
  readonly apiTokens: JsonCall;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What `session/invoke` can be asked for. @param secrets what a failure must not repeat */
export function operationsOf(
  platform: Platform,
  parts: Pick<Parts, 'getProfile' | 'createToken' | 'listTokens' | 'revokeToken'>,
  secrets: () => readonly (string | undefined)[],
): Readonly<Record<string, Operation>> {
  const guarded =
    (operation: (platform: Platform, input: Input) => Promise<Value>): Operation =>
    input =>
      withoutSecrets([...secrets(), ...secretsIn(input)], () => operation(platform, input));
  return {
    'profile.get': guarded(parts.getProfile),
    'tokens.create': guarded(parts.createToken),
    'tokens.list': guarded(parts.listTokens),
    'tokens.revoke': guarded(parts.revokeToken),
  };
}

type Input = Parameters<Operation>[0];

export async function getProfile({ resources }: Platform): Promise<Value> {
  const { id, email } = members(await resources('GET', '/v2/self'));
  return { id: text(id), email: text(email) };
}

/** The secret is in this answer, and in no other. */
export async function createToken({ apiTokens, now }: Platform, input: Input): Promise<Value> {
  const { apiTokenId, apiToken } = members(
    await apiTokens('POST', '/api-tokens', tokenCreation(input, now())),
  );
  return { id: text(apiTokenId), token: text(apiToken) };
}

/** The body of a creation; an account without second factor sends no code. */
export function tokenCreation(input: Input, now: number): Record<string, string> {
  const { email, password, mfaCode, name, expiration } = input as Readonly<Record<string, string>>;
  if (email === undefined || password === undefined || name === undefined) {
    throw new Error('tokens.create needs name, email and password.');
  }
  return {
    email,
    password,
    ...(mfaCode === undefined ? {} : { mfaCode }),
    name,
    description: '',
    expirationDate: expirationDate(expiration, now),
  };
}

export async function listTokens({ apiTokens }: Platform): Promise<Value> {
  return rows(await apiTokens('GET', '/api-tokens')).map(({ apiTokenId, name, state }) => ({
    id: text(apiTokenId),
    name: text(name),
    state: text(state),
  }));
}

export async function revokeToken({ apiTokens }: Platform, input: Input): Promise<Value> {
  await apiTokens('DELETE', `/api-tokens/${encodeURIComponent(String(input.id))}`);
  return null;
}

function secretsIn({ password, mfaCode }: Input): string[] {
  return [password, mfaCode].filter(secret => typeof secret === 'string');
}
