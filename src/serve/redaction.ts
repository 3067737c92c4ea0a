import type { Exchange, Sandbox } from '../../mocks/kernel/index.ts';
import { exchangeRecord } from '../record/exchange-record.ts';
import type { ExchangeRecord } from '../record/record.ts';
import { Redactor } from '../redaction/redactor.ts';
import { presentedSecrets } from './presented.ts';

/** A longer body is told by its length: it could hold more secrets than can be looked for. */
const LONGEST_BODY = 16 * 1024;
/** Secrets are looked for in pieces of this many characters, so that no pattern grows without bound. */
const PIECE = 200;
/** A run of letters and digits this long survives every encoding but base64. */
const MARK = 6;

export type ExchangeView = ExchangeRecord & Pick<Exchange, 'usedToken' | 'issuedToken'>;

/** Exchanges as they may be shown to whoever holds the control secret: without any other secret. */
export function redactedExchanges(sandbox: Sandbox, exchanges: readonly Exchange[]): ExchangeView[] {
  const tokens = markedTokens(sandbox);
  return exchanges.map(shortened).map(exchange => {
    const shown = view(exchange);
    const known = knownSecrets(sandbox, tokens, JSON.stringify(shown));
    return redactorOf(presentedSecrets(exchange)).redactAll(known.redactAll(shown));
  });
}

/** A text without any secret of the sandbox. */
export function redactedText(sandbox: Sandbox, text: string): string {
  return knownSecrets(sandbox, markedTokens(sandbox), text).redact(text);
}

/** Every credential of the sandbox, and of its tokens those that the text may hold: there can be thousands. */
function knownSecrets({ provider, state }: Sandbox, tokens: readonly MarkedToken[], text: string): Redactor {
  const redactor = new Redactor();
  for (const [id, secret] of provider.secrets(state)) {
    redactor.hide(id);
    redactor.hide(secret);
    redactor.hidePair(id, secret);
  }
  for (const { value, marks } of tokens) if (marks.some(mark => text.includes(mark))) redactor.hide(value);
  return redactor;
}

/** A token, and pieces of it of which one is in every text that holds it in any encoding. */
interface MarkedToken {
  readonly value: string;
  readonly marks: readonly string[];
}

function markedTokens({ tokens }: Sandbox): MarkedToken[] {
  const values = tokens.all.map(({ value }) => value);
  const owners = new Map<string, number>();
  for (const piece of values.flatMap(piecesOf)) owners.set(piece, (owners.get(piece) ?? 0) + 1);
  return values.map(value => {
    // What many tokens have in common, such as the header of a JWT, tells of none of them.
    const own = piecesOf(value).filter(piece => owners.get(piece) === 1);
    // A token without a piece of its own is looked for everywhere: the empty text is in every text.
    return { value, marks: own.length === 0 ? [''] : [...own, base64Tail(value)] };
  });
}

function piecesOf(value: string): string[] {
  return value.split(/[^A-Za-z0-9]+/).filter(piece => piece.length >= MARK);
}

function base64Tail(value: string): string {
  return Buffer.from(value, 'utf8')
    .toString('base64')
    .replace(/=+$/, '')
    .slice(-2 * MARK);
}

function redactorOf(secrets: readonly string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) {
    const characters = [...secret];
    for (let at = 0; at < characters.length; at += PIECE)
      redactor.hide(characters.slice(at, at + PIECE).join(''));
  }
  return redactor;
}

function view(exchange: Exchange): ExchangeView {
  const { usedToken, issuedToken } = exchange;
  return {
    ...exchangeRecord(exchange),
    ...(usedToken === undefined ? {} : { usedToken }),
    ...(issuedToken === undefined ? {} : { issuedToken }),
  };
}

function shortened(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  return {
    ...exchange,
    request: { ...request, body: shortBody(request.body) },
    ...(response === undefined ? {} : { response: { ...response, body: shortBody(response.body) } }),
  };
}

function shortBody(body: Buffer): Buffer {
  return body.length <= LONGEST_BODY ? body : Buffer.from(`(${body.length} bytes, too long to show)`);
}
