import { type Exchange, headerValue } from '../../mocks/kernel/exchange.ts';

type Values = Readonly<Record<string, string>>;

/** What a token request says, decoded once; credentials in a Basic header count as the two parameters. */
export function tokenParameters(exchange: Exchange): Values {
  const body = exchange.request.body.toString('utf8');
  const json = /json/i.test(headerValue(exchange.request.headers, 'content-type') ?? '');
  return {
    ...basicCredentials(exchange),
    ...(json ? jsonMembers(body) : Object.fromEntries(new URLSearchParams(body))),
  };
}

function basicCredentials(exchange: Exchange): Values {
  const basic = /^basic (\S+)$/i.exec(headerValue(exchange.request.headers, 'authorization') ?? '')?.[1];
  if (basic === undefined) return {};
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { client_id: id, client_secret: secret.join(':') };
}

function jsonMembers(body: string): Values {
  try {
    const members = Object.entries(JSON.parse(body) as Record<string, unknown>);
    return Object.fromEntries(members.map(([name, value]) => [name, String(value ?? '')]));
  } catch {
    return {};
  }
}
