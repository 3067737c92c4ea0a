import type { ErrorRegistry, ErrorRow } from '../kernel/index.ts';
import type { OAuth1Problem } from '../kernel/oauth1/index.ts';
import { facts } from './metadata.ts';
import type { CleverCloudSettings } from './settings.ts';

type Params = Readonly<Record<string, string>>;

/** An error before it takes one of the two forms of b6. */
interface Failure {
  readonly status: number;
  /** For v2; the numbers are assumed where b6 does not name them. */
  readonly id: number;
  /** For v4 and the bridge; assumed where b4 and b6 do not name them. */
  readonly code: string;
  readonly text: string | ((params: Params) => string);
  /** Names of the fields that are wrong (v2). */
  readonly fields?: (params: Params) => Readonly<Record<string, string>>;
}

const unauthorized = (text: string): Omit<Failure, 'id'> => ({
  status: facts.oauthErrorStatus.value,
  code: 'unauthorized',
  text,
});

/** What is wrong with a signed request, each in one sentence. */
const signatureFailures: Readonly<Record<OAuth1Problem, Omit<Failure, 'id'>>> = {
  parameter_absent: unauthorized('An OAuth parameter is missing'),
  parameter_rejected: unauthorized('The OAuth parameters could not be read'),
  version_rejected: unauthorized('The OAuth version is not supported'),
  signature_method_rejected: unauthorized('The signature method is not supported'),
  timestamp_refused: unauthorized('The timestamp is too far off'),
  nonce_used: unauthorized('The nonce was used before'),
  consumer_key_unknown: unauthorized('The consumer is unknown'),
  token_rejected: unauthorized('The token is unknown'),
  token_expired: unauthorized('The token has expired'),
  token_revoked: unauthorized('The token was revoked'),
  token_used: unauthorized('The token was used before'),
  signature_invalid: unauthorized('The signature is invalid'),
};

/** The rest of what stands between a request and the platform. */
const doorFailures = ({ apiTokenOnApiHostStatus }: CleverCloudSettings) => ({
  not_logged_in: unauthorized('Not logged in'),
  api_token_on_api_host: {
    ...unauthorized('API tokens are for the API bridge'),
    status: apiTokenOnApiHostStatus,
  },
  plaintext_only: unauthorized('The API bridge takes PLAINTEXT signatures only'),
  callback_rejected: unauthorized("The callback does not match the consumer's base URL"),
  verifier_rejected: unauthorized('The verifier is wrong'),
});

const resourceFailures: Readonly<Record<string, Failure>> = {
  unsupported_media_type: {
    status: facts.wrongContentTypeStatus.value,
    id: 415,
    code: 'clever.core.unsupported-media-type',
    text: 'The content type must be application/x-www-form-urlencoded',
  },
  malformed_body: {
    status: 400,
    id: 400,
    code: 'clever.core.bad-request',
    text: 'The body could not be read',
  },
  fields_invalid: {
    status: 400,
    id: 400,
    code: 'clever.core.bad-request',
    text: 'Some fields are missing or invalid',
    fields: params => params,
  },
  not_found: {
    status: 404,
    id: 404,
    code: 'clever.core.not-found',
    text: ({ what = 'resource' }) => `This ${what} does not exist`,
  },
  application_not_yours: {
    status: facts.applicationNotYoursStatus.value,
    id: facts.applicationNotYoursId.value,
    code: 'clever.core.not-found',
    text: 'This application is not yours',
  },
  no_cli_token: { status: 404, id: 404, code: 'clever.core.not-found', text: 'Nobody has logged in yet' },
  invalid_credential: {
    status: 401,
    id: 401,
    code: 'invalid-credential',
    text: 'The e-mail address or the password is wrong',
  },
  invalid_mfa_code: { status: 401, id: 401, code: 'invalid-mfa-code', text: 'The MFA code is wrong' },
};

/** An API token that the bridge does not take (b4). */
const bearerFailures: Readonly<Record<string, Omit<Failure, 'id'>>> = {
  bearer_missing: unauthorized('An API token is required'),
  invalid_token: unauthorized('The API token is unknown'),
  token_revoked: unauthorized('The API token was revoked'),
  token_expired: unauthorized('The API token has expired'),
};

type Form = 'v2' | 'v4';

function row(failure: Failure, form: Form, { v4ErrorMember }: CleverCloudSettings): ErrorRow {
  const { status, id, code, text, fields } = failure;
  return {
    status,
    contentType: 'application/json',
    body(params) {
      const message = typeof text === 'string' ? text : text(params);
      if (form === 'v4') return { code, [v4ErrorMember]: message };
      return { id, message, type: 'error', ...(fields && { fields: fields(params) }) };
    },
  };
}

function rows(
  failures: Readonly<Record<string, Omit<Failure, 'id'> | Failure>>,
  form: Form,
  settings: CleverCloudSettings,
): ErrorRegistry {
  const entries = Object.entries(failures);
  return Object.fromEntries(
    entries.map(([code, failure]) => [code, row({ id: settings.notLoggedInId, ...failure }, form, settings)]),
  );
}

/**
 * The table in force (b6).
 * @param path as asked for, the host's included: paths of v2 have errors of v2, all others those of v4
 * @param byApiToken whether the request is to be let in by an API token: the bridge refuses in a form of its
 *   own before it passes a request on
 */
export function errorsFor(settings: CleverCloudSettings, path: string, byApiToken: boolean): ErrorRegistry {
  const form: Form = /^\/(api|bridge)\/v2(\/|$)/.test(path) ? 'v2' : 'v4';
  return {
    ...rows({ ...signatureFailures, ...doorFailures(settings) }, form, settings),
    ...rows(resourceFailures, form, settings),
    ...(byApiToken && rows(bearerFailures, settings.bearerErrors, settings)),
  };
}
