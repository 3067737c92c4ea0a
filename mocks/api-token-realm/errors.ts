import { STATUS_CODES } from 'node:http';
import type { ErrorRegistry, ErrorRow } from '../kernel/index.ts';
import { facts } from './metadata.ts';
import type { ApiTokenRealmSettings } from './settings.ts';

type Params = Readonly<Record<string, string>>;

/** An error before it takes one of the two forms of b2. */
interface Failure {
  readonly status: number;
  readonly text: string | ((params: Params) => string);
}

const refusedToken: Failure = {
  status: facts.refusedTokenStatus.value,
  text: 'Token authentication failed',
};
const notFound = { status: 404, text: ({ what = 'resource' }: Params) => `This ${what} does not exist` };

function failures({ inactiveMessage }: ApiTokenRealmSettings): Readonly<Record<string, Failure>> {
  return {
    anonymous: { ...refusedToken, text: 'Authentication required: no API token' },
    token_rejected: refusedToken,
    token_inactive:
      inactiveMessage === 'same' ? refusedToken : { ...refusedToken, text: 'Token is inactive' },
    doubled_credential: {
      status: facts.doubledCredentialStatus.value,
      text: 'The request carries more than one API token',
    },
    permission_missing: {
      status: facts.missingPermissionStatus.value,
      text: ({ hint = '' }) => `Token is missing required permission. ${hint}`,
    },
    right_missing: {
      status: facts.missingPermissionStatus.value,
      text: ({ hint = '' }) => `The user of the token lacks the permission. ${hint}`,
    },
    foreign_token: {
      status: facts.foreignTokenStatus.value,
      text: 'Only an administrator may manage the tokens of other users',
    },
    admin_locked: {
      status: facts.foreignTokenStatus.value,
      text: 'An administrator has deactivated this token',
    },
    not_found: notFound,
    malformed_body: { status: 400, text: 'The body could not be read' },
    bad_request: { status: 400, text: 'Constraints violated' },
  };
}

/** `{error:{code,message}}` with the violated constraint where there is one, or `{error,message}` (b2). */
function body({ status, text }: Failure, form: ApiTokenRealmSettings['errors'], params: Params): object {
  const message = typeof text === 'string' ? text : text(params);
  if (form === 'flat') return { error: STATUS_CODES[status], message };
  const { path, violation, parameterLocation } = params;
  const violated = path !== undefined && {
    constraintViolations: [{ path, message: violation, parameterLocation }],
  };
  return { error: { code: status, message, ...violated } };
}

function row(failure: Failure, { errors }: ApiTokenRealmSettings): ErrorRow {
  const challenge = failure.status === 401 && { 'WWW-Authenticate': facts.challenge.value };
  return {
    status: failure.status,
    contentType: 'application/json',
    headers: { ...challenge },
    body: params => body(failure, errors, params),
  };
}

/** The table in force (b2). */
export function errorsFor(settings: ApiTokenRealmSettings): ErrorRegistry {
  const entries = Object.entries(failures(settings));
  return Object.fromEntries(entries.map(([code, failure]) => [code, row(failure, settings)]));
}
