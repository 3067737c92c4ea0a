import { STATUS_CODES } from 'node:http';
import type { ErrorRegistry, ErrorRow } from '../kernel/index.ts';
import { facts } from './metadata.ts';
import type { PlatformshSettings } from './settings.ts';

const noStore = { 'Cache-Control': 'no-store' };

const oauth = (status: number, error: string, description: string): ErrorRow => ({
  status,
  contentType: 'application/json',
  headers: noStore,
  body: () => ({ error, error_description: description }),
});

/** b3: an API token that is unknown or deleted, as the service of the time refuses it. */
const refusedApiToken: Readonly<Record<PlatformshSettings['tokenErrors'], ErrorRow>> = {
  legacy: oauth(400, 'invalid_grant', facts.invalidApiTokenMessage.value),
  ory: {
    ...oauth(401, 'request_unauthorized', ''),
    body: () => ({
      error: 'request_unauthorized',
      error_description: facts.oryDescription.value,
      error_hint: facts.oryHint.value,
    }),
  },
};

const unknownClient = oauth(facts.unknownClientStatus.value, 'invalid_client', 'The client is unknown');

/** Sheet b3, and what RFC 6749 section 5.2 says where the sheet is silent. */
const authErrors = ({ tokenErrors }: PlatformshSettings): ErrorRegistry => ({
  invalid_api_token: refusedApiToken[tokenErrors],
  invalid_refresh_token: oauth(400, 'invalid_grant', facts.invalidRefreshTokenMessage.value),
  sso_session_over: oauth(400, 'invalid_grant', facts.ssoOverMessage.value),
  unsupported_grant_type: oauth(
    facts.unsupportedGrantStatus.value,
    'unsupported_grant_type',
    'The grant type is not supported',
  ),
  grant_type_missing: oauth(400, 'invalid_request', 'The grant type is missing'),
  api_token_missing: oauth(400, 'invalid_request', 'The API token is missing'),
  token_missing: oauth(400, 'invalid_request', 'The token is missing'),
  invalid_request: oauth(400, 'invalid_request', 'A parameter was sent more than once'),
  malformed_body: oauth(400, 'invalid_request', 'The request body could not be read'),
  invalid_client: unknownClient,
  client_credentials_missing: unknownClient,
  method_not_allowed: {
    ...oauth(405, 'invalid_request', 'The request method must be POST'),
    headers: { ...noStore, Allow: 'POST' },
  },
  not_found: oauth(404, 'not_found', 'There is nothing at this address'),
});

const unauthorized = (description: string): ErrorRow => ({
  status: 401,
  contentType: 'application/json',
  headers: { 'WWW-Authenticate': 'Bearer' },
  body: () => ({ error: 'unauthorized', error_description: description }),
});

/** b4, RFC 9470 section 3: the sign-in behind the access token is too old, or none. */
const insufficientAuthentication: ErrorRow = {
  status: 401,
  contentType: 'application/json',
  headers: {
    'WWW-Authenticate': `Bearer error="insufficient_user_authentication", max_age=${facts.stepUpMaxAgeSeconds.value}`,
  },
  body: () => ({
    error: 'insufficient_user_authentication',
    amr: facts.stepUpMethods.value,
    max_age: facts.stepUpMaxAgeSeconds.value,
  }),
};

/** Each code of the API with its status and what it says; `{what}` is filled in. */
const failures: Readonly<Record<string, readonly [status: number, status_: string, message: string]>> = {
  malformed_body: [400, 'Invalid input', 'The request body could not be read.'],
  fields_invalid: [400, 'Invalid input', 'The request is invalid.'],
  payment_due: [402, 'Payment required', 'The organization has to pay for more users.'],
  forbidden: [403, 'Forbidden', 'You may not {what}.'],
  not_found: [404, 'Not found', 'There is no such {what}.'],
  conflict: [409, 'Conflict', 'That {what} exists already.'],
};

/** The `Error` schema of b4. */
function failure(code: string, { errorType }: PlatformshSettings): ErrorRow {
  const [status, name, message] = failures[code]!;
  return {
    status,
    contentType: errorType,
    body: ({ what = 'resource', ...fields }) => ({
      status: name,
      message: message.replace('{what}', what),
      code: status,
      detail: Object.fromEntries(Object.entries(fields).map(([field, wrong]) => [field, [wrong]])),
      title: STATUS_CODES[status],
    }),
  };
}

function apiErrors(settings: PlatformshSettings): ErrorRegistry {
  const rows = Object.fromEntries(Object.keys(failures).map(code => [code, failure(code, settings)]));
  return {
    ...rows,
    anonymous: unauthorized('An access token is required'),
    invalid_token: unauthorized('The access token is unknown'),
    token_revoked: unauthorized('The access token was revoked'),
    token_expired: unauthorized('The access token has expired'),
    insufficient_user_authentication: insufficientAuthentication,
    no_access: rows[settings.noAccessStatus === 403 ? 'forbidden' : 'not_found']!,
  };
}

/**
 * The table in force.
 * @param path as asked for, without the sandbox's prefix: the two hosts have errors of their own
 */
export function errorsFor(settings: PlatformshSettings, path: string): ErrorRegistry {
  return path.startsWith(`${facts.authPath.value}/`) ? authErrors(settings) : apiErrors(settings);
}
