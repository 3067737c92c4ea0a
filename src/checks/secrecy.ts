import { type Exchange, headerValues } from '../../mocks/kernel/exchange.ts';
import { apiRequests, type Evidence, numbers } from './evidence.ts';
import { type Judgement, met, unmet } from './judgement.ts';
import { rootCause } from './root-cause.ts';

/** Forms in which a text can hide in another: as it is, url-encoded, base64. */
function forms(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), encodeURIComponent(encodeURIComponent(secret)), base64];
}

function holds(text: string, secrets: readonly string[]): boolean {
  return secrets.flatMap(forms).some(form => text.includes(form));
}

/** Nothing of key, secret or token stands in the URL of any request: URLs end up in logs. */
export function noSecretInUrl(evidence: Evidence, secrets: readonly string[]): Judgement {
  const leaks = evidence.exchanges.filter(e => holds(e.request.target, secrets));
  return verdictOn(evidence, leaks, 'in a URL', e => `${e.request.method} ${e.request.target}`);
}

/** The key and secret go to the token endpoint only (A5). */
export function noCredentialsOnCalls(evidence: Evidence, key: string, secret: string): Judgement {
  const leaks = apiRequests(evidence).filter(e => {
    const sent = [
      ...e.request.headers.map(h => h.join(': ')),
      e.request.body.toString('utf8'),
      e.request.target,
    ].join('\n');
    const basic = /^authorization: basic (\S+)$/im.exec(sent)?.[1] ?? '';
    return holds(sent, [key, secret]) || Buffer.from(basic, 'base64').toString('utf8').includes(secret);
  });
  return verdictOn(evidence, leaks, 'on an API call', e =>
    e.request.headers.map(h => h.join(': ')).join('; '),
  );
}

/** The User-Agent header tells nothing secret. */
export function noSecretInUserAgent(evidence: Evidence, secrets: readonly string[]): Judgement {
  return noSecretInHeader(evidence, 'User-Agent', secrets);
}

/** The Referer header does not tell the address of an earlier request with a secret in it. */
export function noSecretInReferer(evidence: Evidence, secrets: readonly string[]): Judgement {
  return noSecretInHeader(evidence, 'Referer', secrets);
}

function noSecretInHeader(evidence: Evidence, name: string, secrets: readonly string[]): Judgement {
  const sent = ({ request }: Exchange) => headerValues(request.headers, name).join(' ');
  const leaks = evidence.exchanges.filter(e => holds(sent(e), secrets));
  return verdictOn(evidence, leaks, `in the ${name}`, sent);
}

/** What the client told its caller holds no secret. */
export function noSecretTold(evidence: Evidence, secrets: readonly string[]): Judgement {
  const leaks = evidence.calls.filter(
    call =>
      call.outcome.outcome === 'rejected' &&
      holds(`${call.outcome.message} ${call.outcome.code ?? ''}`, secrets),
  );
  if (leaks.length === 0) return met('no message to the caller holds a secret', numbers(evidence.exchanges));
  return unmet('A message to the caller holds a secret.', {
    exchanges: leaks[0]!.exchanges,
    expected: 'a message without key, secret or token',
    sent: leaks[0]!.outcome.outcome === 'rejected' ? leaks[0]!.outcome.message : '',
    hint: 'Messages end up in logs and bug reports: name the failure, not the credential.',
  });
}

function verdictOn(
  evidence: Evidence,
  leaks: readonly Exchange[],
  where: string,
  show: (e: Exchange) => string,
): Judgement {
  const calls = apiRequests(evidence);
  if (leaks.length === 0 && calls.length === 0) return noTraffic(evidence);
  if (leaks.length === 0) return met(`nothing secret ${where}`, numbers(evidence.exchanges));
  return unmet(`A credential was sent ${where}.`, {
    exchanges: numbers(leaks),
    expected: `no key, secret or token ${where}`,
    sent: show(leaks[0]!),
    hint: 'Send a credential where the platform’s page says, and nowhere else: addresses and the names of programs end up in logs.',
  });
}

/** Where nothing was sent, nothing could leak: that shows nothing. */
function noTraffic(evidence: Evidence): Judgement {
  return unmet('The client made no API call.', {
    expected: 'a call in which nothing leaks',
    sent: 'no call',
    ...rootCause(evidence),
  });
}
