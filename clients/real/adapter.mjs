/*
 * What the adapters here have in common: the calls of the client protocol over sessions of their own.
 */

/** The software under test refused, or reported a failure; see *Outcomes* of the client protocol. */
export class Rejection extends Error {
  /** @param {{status?: number, code?: string}} [details] */
  constructor(reason, message, details) {
    super(message);
    this.outcome = { outcome: 'rejected', reason, message, ...details };
  }
}

const REASON_BY_STATUS = { 401: 'authentication', 403: 'permission', 429: 'rate-limit' };

/** What a refusal by a response of this status is called. */
export function reasonFor(status) {
  return status >= 500 ? 'server-error' : (REASON_BY_STATUS[status] ?? 'other');
}

/**
 * The calls of the protocol. What a session cannot do is answered as unsupported.
 * @param {object} adapter
 * @param {object} adapter.client name, version, language, homepage
 * @param {object} adapter.capabilities by platform
 * @param {(params: object) => object | Promise<object>} adapter.open makes a session: an object with any of
 *   `request`, `beginAuthorization`, `completeAuthorization`, `invoke` and `close`
 */
export function callsOf({ client, capabilities, open }) {
  const sessions = new Map();
  const inSession = name => params => {
    const session = sessions.get(params.session);
    if (session[name] === undefined) throw new Error(`Failed to ${name}: the adapter does not declare it.`);
    return outcomeOf(() => session[name](params));
  };
  return {
    initialize: async () => ({ protocolVersion: 1, client, capabilities, clock: 'system' }),
    'session/open': params =>
      outcomeOf(async () => {
        sessions.set(params.session, await open(params));
        return {};
      }),
    'session/request': inSession('request'),
    'session/beginAuthorization': inSession('beginAuthorization'),
    'session/completeAuthorization': inSession('completeAuthorization'),
    'session/invoke': inSession('invoke'),
    'session/close': async ({ session }) => {
      await sessions.get(session)?.close?.();
      sessions.delete(session);
      return {};
    },
    ping: async () => ({}),
    shutdown: async () => ({}),
  };
}

async function outcomeOf(attempt) {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Rejection) return error.outcome;
    throw error;
  }
}

/** The body of a `session/request` as it is sent; undefined where there is none. */
export function contentOf(body) {
  if (body === null) return undefined;
  if ('json' in body) return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body.json)) };
  if ('form' in body) {
    const form = new URLSearchParams(body.form).toString();
    return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(form) };
  }
  const bytes = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.bytes, 'base64');
  return { type: body.contentType, bytes };
}

/** A query as `URLSearchParams` writes it: a blank is a `+`. */
export function formEncoded(query) {
  return new URLSearchParams(query).toString();
}

/** A query as people type it: a blank is `%20`. */
export function percentEncoded(query) {
  return query.map(pair => pair.map(encodeURIComponent).join('=')).join('&');
}

/**
 * The address of a `session/request`.
 * @param {(query: [string, string][]) => string} write how its query is written
 */
export function addressOf(base, { path, query = [] }, write) {
  const search = write(query);
  return base.replace(/\/+$/, '') + path + (search && `?${search}`);
}

/** The outcome `response`; a body that is no text goes in base64. */
export function handedOver(status, headers, bytes) {
  const text = bytes.toString();
  const same = Buffer.from(text).equals(bytes);
  const body = same ? { body: text } : { bodyBase64: bytes.toString('base64') };
  return { outcome: 'response', status, headers, ...body };
}
