import type { Request } from 'express';
import { decide, type Parameters, ProviderError, parameter, queryOf, repeated } from '../../kernel/index.ts';
import { insist } from '../../kernel/insist.ts';
import { facts } from '../metadata.ts';
import { parseScopes } from '../scopes.ts';
import type { AuthorizationRequest, Challenge, OAuthClient } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { isPkceText } from './pkce.ts';

/** Where a refusal may be sent: known only once client and redirect_uri are. */
export interface ReturnAddress {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly redirectUriGiven: boolean;
  readonly state: string | undefined;
}

/** A refusal that the application is told of, by a redirection (RFC 6749 section 4.1.2.1). */
export class Refusal extends Error {
  readonly error: string;
  readonly description: string;
  readonly address: ReturnAddress;

  constructor(error: string, description: string, address: ReturnAddress) {
    super(`${error}: ${description}`);
    this.name = 'Refusal';
    this.error = error;
    this.description = description;
    this.address = address;
  }
}

/**
 * The authorization request that a query is (RFC 6749 section 4.1.1).
 * @throws ProviderError `unknown_client`, `redirect_uri_rejected`: told to the user, and nobody is redirected
 * @throws Refusal for the rest
 */
export function authorizationRequest(req: Request): AuthorizationRequest {
  const query = queryOf(req);
  const address = returnAddress(req, query);
  requireNoRepetition(req, query, address);
  requireResponseType(req, query, address);
  const scopes = requireScopes(req, query, address);
  return { ...address, scopes, challenge: challengeOf(req, query, address) };
}

function returnAddress(req: Request, query: Parameters): ReturnAddress {
  const id = parameter(query, 'client_id') ?? '';
  const client = stateOf(req).findClient(id);
  const known = { check: 'the application is known and active', expected: 'a known client_id', got: id };
  insist(req, { ...known, ok: client?.active === true }, 'unknown_client');
  // Of an application that an overlooking mock knows nothing of there is nowhere to go back to.
  if (client === undefined) throw new ProviderError('unknown_client', id);
  const asked = parameter(query, 'redirect_uri');
  const redirectUri = requireRedirectUri(req, client, asked);
  const state = parameter(query, 'state');
  return { client, redirectUri, redirectUriGiven: asked !== undefined, state };
}

/** Registered, character by character; it may be left out where there is one only (RFC 6749 section 3.1.2.3). */
function requireRedirectUri(req: Request, client: OAuthClient, asked: string | undefined): string {
  const registered = client.redirectUris;
  const wanted = asked ?? (registered.length === 1 ? registered[0] : undefined);
  const ok = wanted !== undefined && registered.includes(wanted);
  const expected = registered.join(' or ');
  insist(
    req,
    { check: 'redirect_uri is registered', expected, got: asked ?? 'none', ok },
    'redirect_uri_rejected',
  );
  if (wanted === undefined || !URL.canParse(wanted)) throw new ProviderError('redirect_uri_rejected', 'none');
  return wanted;
}

function requireNoRepetition(req: Request, query: Parameters, address: ReturnAddress): void {
  const twice = repeated(query);
  const got = twice.length === 0 ? 'no repetition' : `repeated: ${twice.join(', ')}`;
  const check = 'every parameter of the authorization request once';
  if (!decide(req, { check, expected: 'no repetition', got, ok: twice.length === 0 }))
    throw new Refusal('invalid_request', 'A parameter was sent twice', address);
}

function requireResponseType(req: Request, query: Parameters, address: ReturnAddress): void {
  const got = parameter(query, 'response_type');
  if (decide(req, { check: 'response_type', expected: 'code', got: got ?? 'none', ok: got === 'code' }))
    return;
  if (got === undefined) throw new Refusal('invalid_request', 'response_type is missing', address);
  throw new Refusal('unsupported_response_type', 'response_type must be code', address);
}

function requireScopes(req: Request, query: Parameters, address: ReturnAddress) {
  const asked = parameter(query, 'scope');
  if (asked === undefined) return facts.scopes.value;
  const scopes = parseScopes(asked);
  const expected = facts.scopes.value.join(' ');
  if (!decide(req, { check: 'scope is known', expected, got: asked, ok: scopes !== undefined }))
    throw new Refusal('invalid_scope', 'The scope is unknown', address);
  return scopes ?? facts.scopes.value;
}

/** RFC 7636 section 4.4.1; a challenge is plain where it names no method (section 4.3). */
function challengeOf(req: Request, query: Parameters, address: ReturnAddress): Challenge | undefined {
  const value = parameter(query, 'code_challenge');
  const method = parameter(query, 'code_challenge_method');
  if (value === undefined && method === undefined) return undefined;
  const ok = isPkceText(value ?? '') && (method === undefined || method === 'S256' || method === 'plain');
  const got = `${value ?? 'none'} by ${method ?? 'no method'}`;
  const check = 'code_challenge and its method';
  if (!decide(req, { check, expected: 'a challenge by S256 or plain', got, ok }))
    throw new Refusal('invalid_request', 'The code_challenge or its method is wrong', address);
  return { value: value ?? '', method: method === 'S256' ? 'S256' : 'plain' };
}
