import { addressOf, contentOf, handedOver, percentEncoded, Rejection } from '../adapter.mjs';
import { CurlFailure, curl } from './curl.mjs';

/*
 * What the sessions here have in common: one curl command for one call of an API, and what it brings.
 */

const DEFAULT_TIMEOUT_MS = 30_000;

/** curl's bound on the time of one exchange. */
export function limitsOf({ timeoutMs = DEFAULT_TIMEOUT_MS }) {
  return ['--max-time', String(timeoutMs / 1000)];
}

/** The address of a call as people type it, or the link that takes the place of one. */
export function typed(base, call) {
  return call.url ?? addressOf(base, call, percentEncoded);
}

/**
 * Make one call of an API.
 * @param {string} url
 * @param {object} call of `session/request`
 * @param {string[]} limits
 * @param {Record<string, string>} shown headers of the documented command; those of the call go before them
 * @returns the outcome `response`
 * @throws {CurlFailure}
 */
export async function callApi(url, { method, headers, body }, limits, shown) {
  const content = contentOf(body);
  const lines = { ...shown, ...(content && { 'Content-Type': content.type }), ...headers };
  const args = [
    ...limits,
    ...(method === 'HEAD' ? ['--head'] : ['--request', method]),
    ...Object.entries(lines).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(content === undefined ? [] : ['--data-binary', '@-']),
    url,
  ];
  const answer = await curl(args, content?.bytes);
  return handedOver(answer.status, answer.headers, answer.body);
}

/**
 * What an exchange brings.
 * @throws {Rejection} where curl could not make it
 */
export async function told(exchange) {
  try {
    return await exchange();
  } catch (error) {
    throw error instanceof CurlFailure ? new Rejection(error.reason, error.message) : error;
  }
}
