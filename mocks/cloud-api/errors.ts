import type { ErrorRegistry, ErrorRow } from '../kernel/index.ts';
import { facts } from './metadata.ts';
import type { CloudApiSettings } from './settings.ts';

type Params = Readonly<Record<string, string>>;

/** An error of the API before it takes one of the two forms of b2. */
interface Failure {
  readonly status: number;
  /** Stable, and what a client goes by (C32). */
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the error's parameters are its details: a sentence for each field. */
  readonly detailed?: true;
}

const challenge = (attributes = '') => ({
  'WWW-Authenticate': `Bearer realm="${facts.realm.value}"${attributes}`,
});

/** RFC 6750 section 3.1: nobody who brought no token is told of an error in it. */
const credentialFailures: Readonly<Record<string, Failure>> = {
  missing_credentials: {
    status: 401,
    code: 'missing_credentials',
    message: 'Send an API key or an access token in the Authorization header.',
    headers: challenge(),
  },
  wrong_scheme: {
    status: 401,
    code: 'invalid_request',
    message: 'The scheme of the Authorization header must be Bearer.',
    headers: challenge(),
  },
  malformed_credentials: {
    status: 400,
    code: 'invalid_request',
    message: 'Send one credential, once.',
    headers: challenge(', error="invalid_request"'),
  },
  ...Object.fromEntries(
    ['invalid_token', 'token_revoked', 'token_expired'].map(code => [
      code,
      {
        status: 401,
        code: 'invalid_token',
        message: 'The credential is unknown, revoked or expired.',
        headers: challenge(', error="invalid_token"'),
      },
    ]),
  ),
  insufficient_scope: {
    status: 403,
    code: 'insufficient_scope',
    message: 'The access token was not granted the scope for this.',
  },
  user_scoped: { status: 403, code: 'forbidden', message: 'This is for access on behalf of a user.' },
};

const apiFailures = (settings: CloudApiSettings): Readonly<Record<string, Failure>> => ({
  ...credentialFailures,
  https_required: {
    status: settings.plainHttpStatus,
    code: 'https_required',
    message: 'All requests must be sent over HTTPS. Rotate the credential that this one carried.',
    // RFC 9110 section 15.5.22: a 426 names what to upgrade to.
    ...(settings.plainHttpStatus === 426 && {
      headers: { Upgrade: 'TLS/1.2, HTTP/1.1', Connection: 'Upgrade' },
    }),
  },
  malformed_body: { status: 400, code: 'invalid_json', message: 'The body is not a JSON object.' },
  unsupported_media_type: {
    status: 415,
    code: 'unsupported_media_type',
    message: 'The content type must be application/json.',
  },
  validation_error: {
    status: settings.validationStatus,
    code: 'validation_error',
    message: 'Some fields are missing or invalid.',
    detailed: true,
  },
  not_found: { status: 404, code: 'not_found', message: 'There is no such resource.' },
  method_not_allowed: {
    status: 405,
    code: 'method_not_allowed',
    message: 'This resource does not take this method.',
  },
  conflict: { status: 409, code: 'conflict', message: 'A project of this name exists already.' },
  rate_limited: { status: 429, code: 'rate_limited', message: 'The quota is used up.' },
  idempotency_key_missing: {
    status: 400,
    code: 'idempotency_key_missing',
    message: 'Send an Idempotency-Key.',
  },
  idempotency_key_invalid: {
    status: 400,
    code: 'idempotency_key_invalid',
    message: 'The Idempotency-Key must have 1 to 255 characters.',
  },
  idempotency_key_reused: {
    status: 422,
    code: 'idempotency_key_reused',
    message: 'This Idempotency-Key was used for another request.',
  },
  idempotency_in_progress: {
    status: 409,
    code: 'idempotency_in_progress',
    message: 'The first request of this Idempotency-Key is still running.',
  },
});

/** What the table in force depends on beside the settings. */
interface ErrorContext {
  readonly requestId: string;
  /** Whether the request was for the token endpoint, which has errors of its own form. */
  readonly atTokenEndpoint: boolean;
  readonly triedBasic: boolean;
}

/** The table in force: RFC 6749 at the token endpoint, everywhere else the API's. */
export function errorsFor(settings: CloudApiSettings, context: ErrorContext): ErrorRegistry {
  if (context.atTokenEndpoint) return tokenErrors(settings, context);
  const row = settings.errors === 'problem' ? problem : nested;
  return Object.fromEntries(
    Object.entries(apiFailures(settings)).map(([name, failure]) => [name, row(failure, context)]),
  );
}

function nested(failure: Failure, { requestId }: ErrorContext): ErrorRow {
  const { status, code, message, headers = {}, detailed } = failure;
  return {
    status,
    contentType: 'application/json',
    headers,
    body: params => ({
      error: { code, message, ...(detailed && { details: params }), request_id: requestId },
    }),
  };
}

/** RFC 9457 section 3; the stable code and the details are extension members. */
function problem(failure: Failure, { requestId }: ErrorContext): ErrorRow {
  const { status, code, message, headers = {}, detailed } = failure;
  const type = `https://${facts.apiHosts.value.api.host}/problems/${code}`;
  return {
    status,
    contentType: 'application/problem+json',
    headers,
    body: params => ({
      type,
      title: message,
      status,
      code,
      instance: `urn:request:${requestId}`,
      ...(detailed && { details: params }),
    }),
  };
}

/** RFC 6749 section 5.2. */
function tokenErrors(settings: CloudApiSettings, { triedBasic }: ErrorContext): ErrorRegistry {
  const basic = triedBasic ? { 'WWW-Authenticate': `Basic realm="${facts.realm.value}"` } : {};
  const clientStatus = triedBasic ? 401 : settings.invalidClientStatus;
  return {
    invalid_client: flat(clientStatus, 'invalid_client', 'Client authentication failed', basic),
    client_credentials_missing: flat(clientStatus, 'invalid_client', 'No client authentication', basic),
    two_authentications: flat(400, 'invalid_request', 'The client is authenticated in two places'),
    grant_type_missing: flat(400, 'invalid_request', 'grant_type is missing'),
    unsupported_grant_type: flat(400, 'unsupported_grant_type', 'This grant type is not supported'),
    unsupported_media_type: flat(400, 'invalid_request', 'The body must be a form'),
    parameters_in_url: flat(400, 'invalid_request', 'Parameters belong into the body'),
    invalid_request: flat(400, 'invalid_request', ({ what = 'A parameter was sent twice' }) => what),
    invalid_grant: flat(400, 'invalid_grant', 'The grant is invalid, used, expired or not for this client'),
    invalid_scope: flat(400, 'invalid_scope', 'The scope exceeds what was granted'),
    method_not_allowed: flat(405, 'invalid_request', 'The request method must be POST', { Allow: 'POST' }),
    https_required: flat(settings.plainHttpStatus, 'invalid_request', 'HTTPS is required'),
  };
}

function flat(
  status: number,
  error: string,
  description: string | ((params: Params) => string),
  headers: Readonly<Record<string, string>> = {},
): ErrorRow {
  return {
    status,
    contentType: 'application/json',
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache', ...headers },
    body: params => ({
      error,
      error_description: typeof description === 'string' ? description : description(params),
    }),
  };
}
