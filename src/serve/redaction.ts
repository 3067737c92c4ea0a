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
  const short = exchanges.map(shortened);
  const views = short.map(view);
  const known = knownSecrets(sandbox, JSON.stringify(views));
  return views.map((shown, i) => redactorOf(presentedSecrets(short[i]!)).redactAll(known.redactAll(shown)));
}

/** A text without any secret of the sandbox. */
export function redactedText(sandbox: Sandbox, text: string): string {
  return knownSecrets(sandbox, text).redact(text);
}

/** Every credential of the sandbox, and of its tokens those that a text may hold: there can be thousands. */
function knownSecrets({ provider, state, tokens }: Sandbox, text: string): Redactor {
  const redactor = new Redactor();
  for (const [id, secret] of provider.secrets(state)) {
    redactor.hide(id);
    redactor.hide(secret);
    redactor.hidePair(id, secret);
  }
  for (const { value } of tokens.all) if (mayHold(text, value)) redactor.hide(value);
  return redactor;
}

/** False only where no piece of the secret can be in the text. */
function mayHold(text: string, secret: string): boolean {
  const pieces = secret.split(/[^A-Za-z0-9]+/).filter(piece => piece.length >= MARK);
  const base64 = Buffer.from(secret, 'utf8').toString('base64').slice(0, MARK);
  return pieces.length === 0 || [...pieces, base64].some(mark => text.includes(mark));
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
