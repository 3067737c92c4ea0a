import type { Exchange, Sandbox } from '../../mocks/kernel/index.ts';
import { exchangeRecord } from '../record/exchange-record.ts';
import type { ExchangeRecord } from '../record/record.ts';
import { Redactor } from '../redaction/redactor.ts';
import { presentedSecrets } from './presented.ts';

/** A longer body is told by its length: it could hold more secrets than can be looked for. */
const LONGEST_BODY = 16 * 1024;
/** Secrets are looked for in pieces of this many characters, so that no pattern grows without bound. */
const PIECE = 200;
export type ExchangeView = ExchangeRecord & Pick<Exchange, 'usedToken' | 'issuedToken'>;

/** What is known to be secret of a sandbox; secrets are only ever added. */
const known = new WeakMap<Sandbox, Redactor>();

/** Exchanges as they may be shown to whoever holds the control secret: without any secret. */
export function redactedExchanges(platform: Holder, exchanges: readonly Exchange[]): ExchangeView[] {
  const redactor = knownSecrets(platform);
  return exchanges
    .map(shortened)
    .map(exchange => redactorOf(presentedSecrets(exchange)).redactAll(redactor.redactAll(view(exchange))));
}

/** A text without any secret of the platform. */
export function redactedText(platform: Holder, text: string): string {
  return knownSecrets(platform).redact(text);
}

/** A platform, and the secret by which it is controlled. */
interface Holder {
  readonly sandbox: Sandbox;
  readonly controlSecret: string;
}

function knownSecrets({ sandbox, controlSecret }: Holder): Redactor {
  const { provider, state, tokens } = sandbox;
  const redactor = known.get(sandbox) ?? new Redactor();
  known.set(sandbox, redactor);
  redactor.hide(controlSecret);
  for (const [id, secret] of provider.secrets(state)) {
    redactor.hide(id);
    redactor.hide(secret);
    redactor.hidePair(id, secret);
  }
  for (const { value } of tokens.all) redactor.hide(value);
  return redactor;
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
