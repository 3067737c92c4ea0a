import { handedOver, Rejection, reasonFor } from './adapter.mjs';

/*
 * The errors of oauth4webapi, which openid-client hands on or wraps, as the client protocol names them.
 */

const REASONS = {
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'insecure-transport',
  OAUTH_INVALID_RESPONSE: 'malformed-response',
  OAUTH_RESPONSE_IS_NOT_JSON: 'malformed-response',
  OAUTH_TIMEOUT: 'timeout',
};

/**
 * What a call of the package brings.
 * @template T
 * @param {() => T | Promise<T>} call
 * @returns {Promise<T>}
 * @throws {Rejection} what the package throws; anything that it does not throw of its own accord as it is
 */
export async function told(call) {
  try {
    return await call();
  } catch (error) {
    throw rejectionOf(error) ?? error;
  }
}

/** A response of the API, read by its user. */
export async function outcomeOf(response) {
  const bytes = await told(() => response.arrayBuffer());
  return handedOver(response.status, Object.fromEntries(response.headers), Buffer.from(bytes));
}

function rejectionOf(error) {
  const { code, name, message, cause } = error;
  if (error.status !== undefined) return refusal(error);
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') {
    const reason = error.error === 'access_denied' ? 'authorization-denied' : 'other';
    return new Rejection(reason, `${message}: ${error.error}`, { code: error.error });
  }
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM')
    return new Rejection(reasonFor(cause.status), message, { status: cause.status });
  if (saysState(error)) return new Rejection('state-mismatch', message);
  if (code === 'OAUTH_PARSE_ERROR')
    return new Rejection(broken(error) ? 'network' : 'malformed-response', message);
  if (name === 'TimeoutError') return new Rejection('timeout', message);
  if (broken(error)) return new Rejection('network', cause?.code ?? message);
  return REASONS[code] && new Rejection(REASONS[code], message);
}

/** The server has refused: by an error in the body, or by a challenge. */
function refusal({ status, message, error, error_description, cause }) {
  const code = error ?? cause?.[0]?.parameters?.error;
  const why = [code, error_description].filter(Boolean).join(', ');
  return new Rejection(reasonFor(status), why ? `${message}: ${why}` : message, {
    status,
    ...(code && { code }),
  });
}

function saysState({ message, cause }) {
  return /response parameter "state"|"state" response parameter/.test(`${message} ${cause?.message}`);
}

/** The fetch found nobody or was cut off, at whatever depth it says so; MSW has words of its own for it. */
function broken({ message, code, cause }) {
  return (
    code === 'ECONNRESET' ||
    /^(?:fetch failed|Failed to fetch|terminated)$/.test(message) ||
    (cause instanceof Error && broken(cause))
  );
}
