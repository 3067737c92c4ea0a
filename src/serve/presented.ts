import {
  decodeForm,
  type Exchange,
  parseJson,
  type RawHeader,
  type RecordedRequest,
} from '../../mocks/kernel/index.ts';

/** How members of forms, queries and JSON are called whose values are secrets, whoever made them up. */
const SECRET_MEMBER = /token|secret|pass|csrf|signature|verifier|mfa|^code$|^key$|api_?key|session/i;
/** Members of such names that tell how, not what. */
const HARMLESS_MEMBER = /^token_type|^oauth_signature_method$|session_state$/i;
/** Headers that carry a secret and nothing else. */
const SECRET_HEADER = /password|secret|api-?key|token$/i;
const DEEPEST = 16;

/**
 * What stands in an exchange where secrets stand. The sandbox knows its own, but people also send a wrong
 * secret, or one that is real somewhere else.
 */
export function presentedSecrets({ request, response }: Exchange): string[] {
  return [
    ...request.headers.flatMap(headerSecrets),
    ...(response?.headers ?? []).flatMap(headerSecrets),
    ...secretMembers(queryOf(request)),
    ...bodySecrets(request.body),
    ...bodySecrets(response?.body ?? Buffer.alloc(0)),
  ];
}

function headerSecrets([name, value]: RawHeader): string[] {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return credentials(value);
    case 'cookie':
      return value.split(';').map(valueOfPair);
    case 'set-cookie':
      return [valueOfPair(value.split(';', 1)[0]!)];
    case 'location':
    case 'referer':
      return secretMembers(queryIn(value));
    default:
      return SECRET_HEADER.test(name) ? [value] : [];
  }
}

/** Everything but the scheme's name; a signature scheme carries no secret, and is of use as it stands. */
function credentials(authorization: string): string[] {
  const [, scheme, rest] = /^\s*(\S+)\s+(.+)$/.exec(authorization) ?? [];
  if (scheme === undefined || rest === undefined) return [authorization];
  if (/hmac/i.test(scheme)) return [];
  const basic = Buffer.from(rest, 'base64').toString('utf8');
  return /^basic$/i.test(scheme) ? [rest, basic.slice(basic.indexOf(':') + 1)] : [rest];
}

function valueOfPair(pair: string): string {
  return pair.slice(pair.indexOf('=') + 1).trim();
}

function queryOf({ target }: RecordedRequest): [string, unknown][] {
  return queryIn(target);
}

function queryIn(url: string): [string, unknown][] {
  const mark = url.indexOf('?');
  return mark < 0 ? [] : [...decodeForm(url.slice(mark + 1))].map(([name, value]) => [name, value]);
}

function bodySecrets(body: Buffer): string[] {
  const json = parseJson(body);
  if (json !== null && typeof json === 'object') return secretsIn(json, DEEPEST);
  return secretMembers([...decodeForm(body.toString('utf8'))].map(([name, value]) => [name, value]));
}

function secretsIn(json: object, levels: number): string[] {
  const members = Object.entries(json);
  const inner = members
    .map(([, value]) => value)
    .filter(value => typeof value === 'object' && value !== null);
  return [
    ...secretMembers(members),
    ...(levels === 0 ? [] : inner.flatMap(value => secretsIn(value, levels - 1))),
  ];
}

function secretMembers(members: readonly (readonly [string, unknown])[]): string[] {
  return members.flatMap(([name, value]) =>
    SECRET_MEMBER.test(name) && !HARMLESS_MEMBER.test(name) && typeof value === 'string' ? [value] : [],
  );
}
