import type { Request, RequestHandler, Response } from 'express';
import { presentedClient, secretsMatch } from './client-authentication.ts';
import { contextOf, decide } from './context.ts';
import { ProviderError } from './errors.ts';
import { bodyParameters, type Parameters, parameter, repeated } from './parameters.ts';
import type { Sandbox } from './sandbox.ts';

/** A client that the provider knows. */
export interface RegisteredClient {
  readonly id: string;
  /** Empty for a public client (RFC 6749 section 2.1): it presents an empty secret, or none. */
  readonly secret: string;
  readonly active: boolean;
}

/** One way to be granted a token (RFC 6749 section 4): what it needs and what it answers. */
export interface Grant {
  readonly grantType: string;
  /** Answers the request; throws {@link ProviderError} to refuse it. */
  handle(request: TokenRequest, res: Response): void | Promise<void>;
}

/** What the middlewares have found out by the time a grant is asked. */
export interface TokenRequest {
  readonly req: Request;
  readonly sandbox: Sandbox;
  readonly parameters: Parameters;
  readonly client: RegisteredClient;
}

/** What a provider brings to the shared token endpoint. */
export interface TokenEndpointSpec {
  readonly grants: readonly Grant[];
  findClient(sandbox: Sandbox, id: string): RegisteredClient | undefined;
  /** Whether there are public clients, so that a request without a secret is complete; default: no. */
  readonly publicClients?: boolean;
  /** Whether the two halves of Basic credentials are form-encoded (RFC 6749 section 2.3.1); default: no. */
  readonly basicIsFormEncoded?: boolean;
}

/** What {@link clientEndpoint} looks at: who may ask. */
export type ClientEndpointSpec = Omit<TokenEndpointSpec, 'grants'>;

/** The checks of any other endpoint that clients ask as they ask for tokens, as that of RFC 7009 section 2.1. */
export function clientEndpoint(spec: ClientEndpointSpec): RequestHandler[] {
  return [requirePost, parseParameters, refuseRepeated, authenticateClient(spec)];
}

/**
 * The token endpoint of RFC 6749 section 3.2 as a list of middlewares: reading it is reading the order of
 * checks.
 */
export function tokenEndpoint(spec: TokenEndpointSpec): RequestHandler[] {
  return [
    requirePost,
    parseParameters,
    refuseRepeated,
    requireKnownGrant(spec),
    authenticateClient(spec),
    grant(spec),
  ];
}

const requirePost: RequestHandler = (req, _res, next) => {
  const ok = decide(req, {
    check: 'request method',
    expected: 'POST',
    got: req.method,
    ok: req.method === 'POST',
  });
  if (!ok) throw new ProviderError('method_not_allowed', `the token endpoint was asked by ${req.method}`);
  next();
};

const parseParameters: RequestHandler = (req, res, next) => {
  res.locals.parameters = bodyParameters(req);
  next();
};

const refuseRepeated: RequestHandler = (req, res, next) => {
  const twice = repeated(res.locals.parameters);
  const got = twice.length === 0 ? 'no repetition' : `repeated: ${twice.join(', ')}`;
  if (
    !decide(req, { check: 'every parameter once', expected: 'no repetition', got, ok: twice.length === 0 })
  ) {
    throw new ProviderError('invalid_request', got);
  }
  next();
};

function requireKnownGrant(spec: TokenEndpointSpec): RequestHandler {
  return (req, res, next) => {
    const known = spec.grants.map(g => g.grantType);
    const got = parameter(res.locals.parameters, 'grant_type');
    const ok = got !== undefined && known.includes(got);
    decide(req, { check: 'grant_type', expected: known.join(' or '), got: got ?? 'none', ok });
    if (got === undefined) throw new ProviderError('grant_type_missing', 'no grant_type');
    if (!ok) throw new ProviderError('unsupported_grant_type', `grant_type ${got}`, { grant: got });
    next();
  };
}

function authenticateClient(spec: ClientEndpointSpec): RequestHandler {
  return (req, res, next) => {
    const { sandbox } = contextOf(req);
    const presented = presentedClient(req, res.locals.parameters, spec.basicIsFormEncoded);
    const { id, secret } = presented;
    const complete = id !== undefined && (secret !== undefined || spec.publicClients === true);
    decide(req, {
      check: 'client credentials present',
      expected: 'client_id and client_secret',
      got: complete ? presented.method : 'incomplete',
      ok: complete,
    });
    if (!complete)
      throw new ProviderError('client_credentials_missing', 'client_id or client_secret is missing');
    const client = spec.findClient(sandbox, id);
    const known = client?.active === true;
    if (
      !decide(req, { check: 'client is known and active', expected: 'an active client', got: id, ok: known })
    ) {
      throw new ProviderError(
        'invalid_client',
        client === undefined ? 'unknown client_id' : 'the client was removed',
      );
    }
    const got = secret ?? '';
    const right = secretsMatch(client!.secret, got);
    if (!decide(req, { check: 'client secret matches', expected: client!.secret, got, ok: right })) {
      throw new ProviderError('invalid_client', 'wrong client_secret');
    }
    res.locals.client = client;
    next();
  };
}

function grant(spec: TokenEndpointSpec): RequestHandler {
  return async (req, res) => {
    const { parameters, client } = res.locals as { parameters: Parameters; client: RegisteredClient };
    const handler = spec.grants.find(g => g.grantType === parameter(parameters, 'grant_type'))!;
    await handler.handle({ req, sandbox: contextOf(req).sandbox, parameters, client }, res);
  };
}
