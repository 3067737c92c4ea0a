import {
  decodeForm,
  type Exchange,
  parseJson,
  type RawHeader,
  type RecordedRequest,
} from '../../mocks/kernel/index.ts';

/** Members of forms, queries and JSON objects whose values are secrets, whoever made them up. */
const SECRET_MEMBERS = new Set([
  'access_token',
  'api_secret',
  'client_secret',
  'csrf',
  'password',
  'refresh_token',
  'secret',
]);

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
    default:
      return [];
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
  const mark = target.indexOf('?');
  return mark < 0 ? [] : [...decodeForm(target.slice(mark + 1))].map(([name, value]) => [name, value]);
}

function bodySecrets(body: Buffer): string[] {
  const json = parseJson(body);
  if (json !== null && typeof json === 'object') return secretMembers(Object.entries(json));
  return secretMembers([...decodeForm(body.toString('utf8'))].map(([name, value]) => [name, value]));
}

function secretMembers(members: readonly (readonly [string, unknown])[]): string[] {
  return members.flatMap(([name, value]) =>
    SECRET_MEMBERS.has(name.toLowerCase()) && typeof value === 'string' ? [value] : [],
  );
}
