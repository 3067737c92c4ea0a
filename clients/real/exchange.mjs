import { handedOver, Rejection } from './adapter.mjs';

/*
 * Node's fetch, for packages that sign requests and do not send them.
 */

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Send one request. A redirect is handed over: a signature is good for one URL.
 * @param {{method: string, url: string, headers: HeadersInit, body?: BodyInit, timeoutMs?: number}} request
 * @returns {Promise<{response: Response, bytes: Buffer}>}
 * @throws {Rejection} `network` or `timeout`
 */
export async function answerTo({ method, url, headers, body, timeoutMs = DEFAULT_TIMEOUT_MS }) {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    const reason = error.name === 'TimeoutError' ? 'timeout' : 'network';
    const why = error.cause?.code ?? error.name;
    throw new Rejection(reason, `The exchange with ${new URL(url).origin} failed: ${why}.`);
  }
}

/** The same, as the outcome `response`. */
export async function exchange(request) {
  const { response, bytes } = await answerTo(request);
  return handedOver(response.status, Object.fromEntries(response.headers), bytes);
}
