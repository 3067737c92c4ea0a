import type { ErrorRegistry, ErrorRow } from '../kernel/index.ts';
import { facts } from './metadata.ts';
import type { AcquiaSettings } from './settings.ts';

const oauth = (
  status: number,
  error: string,
  description: (p: Readonly<Record<string, string>>) => string,
): ErrorRow => ({
  status,
  contentType: 'application/json',
  headers: { 'Cache-Control': 'no-store' },
  body: params => ({ error, error_description: description(params) }),
});

/** Sheet b3: the OAuth server of the document's time. 400, not 401, for invalid_client. */
const generation1: ErrorRegistry = {
  invalid_client: oauth(400, 'invalid_client', () => 'The client credentials are invalid'),
  client_credentials_missing: oauth(400, 'invalid_client', () => 'client credentials are required'),
  grant_type_missing: oauth(400, 'invalid_request', () => 'The grant type was not specified in the request'),
  unsupported_grant_type: oauth(400, 'unsupported_grant_type', p => `Grant type "${p.grant}" not supported`),
  invalid_request: oauth(400, 'invalid_request', () => 'A parameter was sent more than once'),
  malformed_body: oauth(
    facts.malformedBodyStatus.value,
    'invalid_request',
    () => 'The request body could not be read',
  ),
  invalid_scope: oauth(400, 'invalid_scope', () => 'An unsupported scope was requested'),
  scope_not_allowed: oauth(400, 'invalid_scope', () => 'The scope requested is invalid for this client'),
  invalid_grant: oauth(
    400,
    'invalid_grant',
    () => "Authorization code doesn't exist or is invalid for the client",
  ),
  method_not_allowed: {
    ...oauth(405, 'invalid_request', () => ''),
    headers: { 'Cache-Control': 'no-store', Allow: 'POST' },
    body: () => ({
      error: 'invalid_request',
      error_description: 'The request method must be POST when requesting an access token',
      error_uri: 'http://tools.ietf.org/html/rfc6749#section-3.2',
    }),
  },
};

/** Sheet b4: the Okta-based "Acquia ID". No `error` member. */
const generation2: ErrorRegistry = Object.fromEntries(
  Object.keys(generation1).map(code => [code, { ...generation1[code]!, ...okta(code) }]),
);

function okta(code: string): Pick<ErrorRow, 'status' | 'body'> {
  const { status, body } = generation1[code]!;
  const slug = (body({}) as { error: string }).error;
  const refusedClient = slug === 'invalid_client';
  const summary = refusedClient
    ? "Invalid value for 'client_id' parameter."
    : `The request is refused: ${slug}.`;
  return {
    status: refusedClient ? facts.oktaStatus.value : status,
    body: () => ({
      errorCode: slug,
      errorSummary: summary,
      errorLink: slug,
      errorId: 'oae0000000000000000000000',
      errorCauses: [],
    }),
  };
}

const api = (status: number, error: string, message: unknown): ErrorRow => ({
  status,
  contentType: 'application/hal+json',
  body: () => ({ error, message }),
});

/** Sheet b5: errors of the API itself. */
function apiErrors(settings: AcquiaSettings): ErrorRegistry {
  return {
    /** Nobody said who they are: 403 with an empty body. */
    anonymous: { status: 403, contentType: 'application/hal+json', body: () => undefined },
    invalid_token: api(facts.unknownTokenStatus.value, 'unauthorized', facts.unknownTokenMessage.value),
    token_revoked: api(facts.unknownTokenStatus.value, 'unauthorized', facts.unknownTokenMessage.value),
    token_expired: api(settings.expiredStatus, 'unauthorized', facts.expiredMessage.value),
    additional_authentication_required: api(
      facts.ssoStatus.value,
      'additional_authentication_required',
      facts.ssoMessage.value,
    ),
    hmac_removed: api(401, 'unauthorized', facts.hmacRemovedMessage.value),
    hmac_refused: {
      ...api(401, 'unauthorized', ''),
      body: p => ({ error: 'unauthorized', message: p.message }),
    },
    not_found: {
      ...api(404, 'not_found', ''),
      body: p => ({
        error: 'not_found',
        message: `The ${p.what ?? 'resource'} you are trying to access does not exist, or you do not have permission to access it.`,
      }),
    },
    label_missing: api(400, 'validation_failed', { label: ['The label is a required field.'] }),
    password_missing: api(400, 'validation_failed', { password: ['The password is a required field.'] }),
    bad_request: {
      ...api(400, 'bad_request', ''),
      body: p => ({ error: 'bad_request', message: p.message }),
    },
    malformed_body: api(400, 'bad_request', 'The request body could not be read.'),
    already_removed: api(409, 'conflict', 'The access token has already been revoked.'),
  };
}

/** The table in force: for the token endpoint by the chosen generation, for everything else the API's. */
export function errorsFor(settings: AcquiaSettings, operation: string | undefined): ErrorRegistry {
  if (operation !== 'token.issue') return apiErrors(settings);
  return settings.errors === 'okta' ? generation2 : generation1;
}
