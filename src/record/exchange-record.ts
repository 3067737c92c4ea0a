import type { Exchange } from '../../mocks/kernel/index.ts';
import type { ExchangeRecord } from './record.ts';

/** An exchange as it is written down, not yet redacted. */
export function exchangeRecord(exchange: Exchange): ExchangeRecord {
  const { n, site, operation, fault, request, response, decisions } = exchange;
  return {
    n,
    at: new Date(exchange.at).toISOString(),
    site,
    ...(operation === undefined ? {} : { operation }),
    ...(fault === undefined ? {} : { fault }),
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers.map(([name, value]) => [name, value]),
      ...(request.headersParsed === undefined ? {} : { headersParsed: true }),
      body: readable(request.body),
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            headers: response.headers.map(([name, value]): [string, string] => [name, value]),
            body: readable(response.body),
            ...(response.cut ? { cut: true } : {}),
          },
        }),
    decisions: decisions.map(d => ({ ...d })),
  };
}

/** A body as text; bytes that are no UTF-8 are told by their number only. */
function readable(body: Buffer): string {
  const text = body.toString('utf8');
  return text.includes('\uFFFD') ? `(${body.length} bytes that are not UTF-8) ${text}` : text;
}
