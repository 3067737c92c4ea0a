import type { Request } from 'express';
import { contextOf, headerValues, insist } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import { settingsOf } from '../state.ts';
import { isOurScheme, parseAuthorization } from './header.ts';
import { queryTokens } from './query.ts';

/**
 * The token that a request carries, in header or query (R21, R23).
 * @throws ProviderError `anonymous` for none, or one in another scheme; `doubled_credential`
 */
export function presentedToken(req: Request): string {
  const inQuery = tokenInQuery(req);
  const inHeader = tokenInHeader(req, inQuery !== undefined);
  requireAgreement(req, inHeader, inQuery);
  const token = inHeader ?? inQuery;
  const got = token === undefined ? 'nothing' : 'a token';
  insist(
    req,
    { check: 'the call carries a credential', expected: 'a token', got, ok: token !== undefined },
    'anonymous',
  );
  return token ?? '';
}

/** An empty token is none (b1). */
function tokenInQuery(req: Request): string | undefined {
  const tokens = queryTokens(req);
  if (tokens.length > 0) requireOnce(req, 'query parameter once', tokens.length);
  return tokens[0] || undefined;
}

/** @param elsewhere whether the query holds a token: a header of another scheme is then another party's business */
function tokenInHeader(req: Request, elsewhere: boolean): string | undefined {
  const values = headerValues(contextOf(req).exchange.request.headers, 'authorization');
  if (values.length === 0) return undefined;
  requireOnce(req, 'Authorization once', values.length);
  if (values[0] === '') return undefined;
  const { scheme, token } = parseAuthorization(values[0]!);
  const ours = isOurScheme(scheme, settingsOf(req).strict);
  if (!ours && elsewhere) return undefined;
  insist(req, { check: 'scheme', expected: facts.scheme.value, got: scheme, ok: ours }, 'anonymous');
  return token || undefined;
}

function requireOnce(req: Request, check: string, times: number): void {
  insist(req, { check, expected: 'once', got: `${times} times`, ok: times === 1 }, 'doubled_credential');
}

/** Two methods at once are taken where they say the same, or never (b1). */
function requireAgreement(req: Request, inHeader: string | undefined, inQuery: string | undefined): void {
  if (inHeader === undefined || inQuery === undefined) return;
  const { bothTransports } = settingsOf(req);
  const got = inHeader === inQuery ? 'the same token twice' : 'two tokens';
  const expected = bothTransports === 'equal' ? 'the same token twice' : 'one transport';
  insist(req, { check: 'header and query agree', expected, got, ok: got === expected }, 'doubled_credential');
}
