import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import type { Explanation } from '../../verdict/verdict.ts';

/** A form parameter as it should have arrived. */
export interface Meant {
  readonly name: string;
  readonly value: string;
}

/** What to do about each mistake. */
export const REMEDIES: Readonly<Record<string, string>> = {
  'secret-in-url': 'Move the parameter from the query string to the body of the POST request.',
  'json-instead-of-form': 'Write the body with a form encoder, or announce it as application/json.',
  'not-url-encoded':
    'Let a form encoder write every parameter; with curl, --data-urlencode instead of --data.',
  'encoded-twice': 'Hand the raw value to the encoder: somebody has encoded it already.',
  'plus-for-space': 'Use an encoder for application/x-www-form-urlencoded, which writes a plus as %2B.',
  'wrong-parameter-name': 'Use the names of RFC 6749: client_id, client_secret, grant_type, scope.',
};

/** `name=value` as `application/x-www-form-urlencoded` wants it. */
function encoded(meant: Meant): string {
  return new URLSearchParams([[meant.name, meant.value]]).toString();
}

/** One level of form decoding; text that cannot be decoded stays as it is. */
export function decodeOnce(raw: string): string {
  return new URLSearchParams(`v=${raw.replaceAll('&', '%26')}`).get('v') ?? '';
}

/** What stands behind `name=` in a form body, undecoded; undefined where the name is not there. */
function rawValue(body: string, name: string): string | undefined {
  const pair = body.split('&').find(p => p.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

type Diagnosis = (body: string, meant: Meant, exchange: Exchange) => Explanation | undefined;

const explanation = (mistake: string, text: string, meant: Meant, sent: string): Explanation => ({
  mistake,
  text,
  expected: encoded(meant),
  sent,
});

const secretInUrl: Diagnosis = (_body, meant, exchange) => {
  const query = exchange.request.target.split('?', 2)[1] ?? '';
  if (rawValue(query, meant.name) === undefined) return undefined;
  const text = `${meant.name} was sent in the URL; it belongs in the body of the request.`;
  return explanation('secret-in-url', text, meant, `?${meant.name}=${rawValue(query, meant.name)}`);
};

const jsonAsForm: Diagnosis = (body, meant, exchange) => {
  const type = headerValue(exchange.request.headers, 'content-type') ?? 'no Content-Type';
  if (!body.trimStart().startsWith('{') || /json/i.test(type)) return undefined;
  const text = `The body is JSON, but it is announced as ${type}: a form was expected.`;
  return explanation('json-instead-of-form', text, meant, body.trim());
};

const notEncoded: Diagnosis = (body, meant) => {
  const sent = `${meant.name}=${meant.value}`;
  const stands =
    body === sent || body.startsWith(`${sent}&`) || body.endsWith(`&${sent}`) || body.includes(`&${sent}&`);
  if (!stands || decodeOnce(rawValue(body, meant.name) ?? '') === meant.value) return undefined;
  const text = `${meant.name} was not url-encoded: the platform reads a raw + as a space, & as the end of the value and % as an escape.`;
  return explanation('not-url-encoded', text, meant, sent);
};

const encodedTwice: Diagnosis = (body, meant) => {
  const raw = rawValue(body, meant.name);
  if (raw === undefined || decodeOnce(raw) === meant.value) return undefined;
  // The second pass may have been an RFC 3986 encoder, which leaves a `+` alone, or a form encoder.
  const once = decodeOnce(raw);
  if (decodeOnce(once) !== meant.value && safeDecode(once) !== meant.value) return undefined;
  const text = `${meant.name} was url-encoded twice: after one decoding it still holds escapes.`;
  return explanation('encoded-twice', text, meant, `${meant.name}=${raw}`);
};

const plusForSpace: Diagnosis = (body, meant) => {
  const raw = rawValue(body, meant.name);
  if (raw === undefined) return undefined;
  const arrived = decodeOnce(raw);
  if (arrived === meant.value || arrived.replaceAll(' ', '+') !== meant.value.replaceAll(' ', '+'))
    return undefined;
  const text = `${meant.name} confuses + and space: in a form + stands for a space, and a plus is %2B.`;
  return explanation('plus-for-space', text, meant, `${meant.name}=${raw}`);
};

const wrongName: Diagnosis = (body, meant) => {
  const other = body
    .split('&')
    .find(
      pair =>
        !pair.startsWith(`${meant.name}=`) && decodeOnce(pair.slice(pair.indexOf('=') + 1)) === meant.value,
    );
  if (other === undefined || rawValue(body, meant.name) !== undefined) return undefined;
  const name = other.slice(0, other.indexOf('='));
  return explanation(
    'wrong-parameter-name',
    `The parameter is called ${meant.name}, not ${name}.`,
    meant,
    other,
  );
};

const wrongJsonName: Diagnosis = (body, meant) => {
  const json = safeJson(body);
  if (json === undefined || json[meant.name] !== undefined) return undefined;
  const other = Object.keys(json).find(name => json[name] === meant.value);
  if (other === undefined) return undefined;
  return explanation(
    'wrong-parameter-name',
    `The parameter is called ${meant.name}, not ${other}.`,
    meant,
    `"${other}": …`,
  );
};

const ORDER: readonly Diagnosis[] = [
  secretInUrl,
  jsonAsForm,
  notEncoded,
  encodedTwice,
  plusForSpace,
  wrongName,
  wrongJsonName,
];

/**
 * Name the mistake that made a form parameter arrive as something else than was meant.
 * @returns undefined where the parameter arrived as meant, or no usual mistake reproduces what arrived
 */
export function explainForm(exchange: Exchange, meant: Meant): Explanation | undefined {
  const body = exchange.request.body.toString('utf8');
  for (const diagnose of ORDER) {
    const found = diagnose(body, meant, exchange);
    if (found !== undefined) return found;
  }
  return undefined;
}

function safeDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function safeJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
