import { z } from 'zod';
import type { AccessToken, Sandbox } from '../../mocks/kernel/index.ts';
import { Refusal } from './refusal.ts';
import { route } from './route.ts';

/** Which tokens are meant; without `tokens` all of them. */
const some = z.strictObject({ tokens: z.array(z.string()).max(1000).optional() });

/** A token with its lineage, never its value. */
function tokenView(sandbox: Sandbox, token: AccessToken): object {
  const { id, clientId, scope, issuedAt, expiresAt, issuedIn, usedIn } = token;
  return {
    id,
    key: clientId,
    scope: scope ?? null,
    state: sandbox.tokens.stateOf(token),
    issuedAt: new Date(issuedAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    issuedIn,
    usedIn,
  };
}

/** @throws Refusal 404 that names an id which no token has */
function chosen({ tokens }: Sandbox, ids: readonly string[] | undefined): readonly AccessToken[] {
  const stranger = ids?.find(id => !tokens.all.some(token => token.id === id));
  if (stranger !== undefined) {
    // What is no id may be a token's value, which nothing repeats.
    const named = /^t\d{1,9}$/.test(stranger) ? `there is no token "${stranger}"` : 'one is no id of a token';
    const message = `Failed to choose tokens: ${named}. GET tokens lists them.`;
    throw new Refusal(404, 'unknown-token', message);
  }
  return tokens.all.filter(token => ids?.includes(token.id) ?? true);
}

const expire = (token: AccessToken, now: number) => {
  token.expiresAt = Math.min(token.expiresAt, now);
};
const revoke = (token: AccessToken) => {
  token.revoked = true;
};

const ending = (path: string, summary: string, end: (token: AccessToken, now: number) => void) =>
  route({
    method: 'POST',
    path,
    summary,
    body: some,
    example: { tokens: ['t1'] },
    handle({ platform: { sandbox }, body }) {
      const tokens = chosen(sandbox, body.tokens);
      for (const token of tokens) end(token, sandbox.clock.now());
      return { tokens: tokens.map(token => tokenView(sandbox, token)) };
    },
  });

export const tokenRoutes = [
  route({
    method: 'GET',
    path: '/tokens',
    summary: 'access tokens: id, lineage and state, never the value',
    handle: ({ platform: { sandbox } }) => ({
      tokens: sandbox.tokens.all.map(token => tokenView(sandbox, token)),
    }),
  }),
  ending(
    '/tokens/expire',
    'age access tokens to their end, the clock untouched; all, or those listed',
    expire,
  ),
  ending('/tokens/revoke', 'withdraw access tokens; all, or those listed', revoke),
];
