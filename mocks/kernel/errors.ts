import type { ErrorRequestHandler, Response } from 'express';
import { contextOf } from './context.ts';

/** One row of a provider's table of errors. */
export interface ErrorRow {
  readonly status: number;
  readonly contentType: string;
  /** The body; `params` fill in what varies. A string goes out as it is, anything else as JSON. */
  readonly body: (params: Readonly<Record<string, string>>) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A provider's errors by code: the names of RFC 6749 section 5.2 where it has one. */
export type ErrorRegistry = Readonly<Record<string, ErrorRow>>;

/**
 * A refusal, thrown by the middleware that found the reason.
 * `detail` is for the journal only; what the client is told is the registry's business.
 */
export class ProviderError extends Error {
  readonly code: string;
  readonly detail: string;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: string, detail: string, params: Readonly<Record<string, string>> = {}) {
    super(`${code}: ${detail}`);
    this.name = 'ProviderError';
    this.code = code;
    this.detail = detail;
    this.params = params;
  }
}

/** Write one row of the table as the response. */
export function renderError(
  res: Response,
  row: ErrorRow,
  params: Readonly<Record<string, string>> = {},
): void {
  const body = row.body(params);
  res.status(row.status).set(row.headers ?? {});
  if (body === undefined) {
    res.end();
    return;
  }
  res.setHeader('Content-Type', row.contentType);
  res.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/**
 * The one place where errors become responses.
 * @param registryFor the table in force; it may depend on the sandbox's settings
 */
export function errorRenderer(registryFor: (res: Response) => ErrorRegistry): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, _next) => {
    const row = error instanceof ProviderError ? registryFor(res)[error.code] : undefined;
    if (row !== undefined && !res.headersSent) return renderError(res, row, (error as ProviderError).params);
    // A malformed path escape is the sender's fault; Express marks it with a 4xx status.
    const status = (error as { status?: unknown }).status;
    if (typeof status === 'number' && status >= 400 && status < 500) return void res.status(status).end();
    contextOf(req).sandbox.defects.push(error);
    // An answer that has begun can only be broken off.
    if (res.headersSent) res.destroy();
    else res.status(500).end();
  };
}
