import { createHmac } from 'node:crypto';
import type { SignatureQuestion } from '../arrived.ts';

/*
 * A signer that makes every usual mistake on demand, by its own code: it shares nothing with the verifier and
 * nothing with the explanations, so that one can catch the other's faults. A flag is the id of a mistake, and
 * behind a colon which variant of it.
 */

/** A parameter as the client means it and as it writes it, `name` or `name=value`, into query or form. */
export interface Meant {
  readonly name: string;
  readonly value: string;
  readonly raw: string;
}

/** What the client is asked to sign. */
export interface Task {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** As the client was given it; and its port, where the URL names one. */
  readonly host: string;
  readonly port?: string;
  readonly path: string;
  readonly query: readonly Meant[];
  readonly form?: readonly Meant[];
  /** A body that is no form. */
  readonly json?: string;
  readonly text?: string;
  readonly place: 'header' | 'query' | 'form';
  readonly own: Readonly<Record<string, string>>;
  readonly realm?: string;
  readonly consumerSecret: string;
  readonly tokenSecret: string;
  readonly otherTokenSecret?: string;
}

type Flags = ReadonlySet<string>;
type Pair = [name: string, value: string];
type From = 'own' | 'query' | 'form';

const SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';

const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const latin1 = (text: string) =>
  [...text].flatMap(char => (char.charCodeAt(0) < 256 ? [char.charCodeAt(0)] : utf8(char)));

/** Escape by bytes, with the faults that the flags ask for. */
function escaped(text: string, flags: Flags, scope = ''): string {
  const has = (id: string) => flags.has(id) || (scope !== '' && flags.has(`${id}:${scope}`));
  let out = '';
  for (const byte of has('latin-1') ? latin1(text) : utf8(text)) {
    const char = String.fromCharCode(byte);
    const digits = byte.toString(16).padStart(2, '0');
    if (char === ' ' && has('plus-for-space')) out += '+';
    else if (char === '~' && has('tilde-encoded')) out += has('lower-case-escapes') ? '%7e' : '%7E';
    else if (SAFE.includes(char) || (has('reserved-not-encoded') && "!'()*".includes(char))) out += char;
    else out += `%${has('lower-case-escapes') ? digits : digits.toUpperCase()}`;
  }
  return out;
}

const unescaped = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

function split(raw: string): Pair {
  const at = raw.indexOf('=');
  return at < 0 ? [raw, ''] : [raw.slice(0, at), raw.slice(at + 1)];
}

/** The parameters that this client signs, each from where it takes it. */
function collect(task: Task, flags: Flags): { from: From; pair: Pair }[] {
  const list: { from: From; pair: Pair }[] = [];
  if (task.realm !== undefined && flags.has('realm-included'))
    list.push({ from: 'own', pair: ['realm', task.realm] });
  for (const name of Object.keys(task.own)) {
    if (!flags.has(`protocol-parameter-left-out:${name}`))
      list.push({ from: 'own', pair: [name, task.own[name]!] });
  }
  if (flags.has('unsent-parameter-signed:oauth_version'))
    list.push({ from: 'own', pair: ['oauth_version', '1.0'] });
  if (flags.has('unsent-parameter-signed:oauth_token')) list.push({ from: 'own', pair: ['oauth_token', ''] });
  for (const from of ['query', 'form'] as const) {
    if (flags.has(`${from}-left-out`) || (from === 'query' && flags.has('query-kept-in-url:instead')))
      continue;
    for (const meant of task[from] ?? []) {
      let pair: Pair = [meant.name, meant.value];
      const [rawName, rawValue] = split(meant.raw);
      if (flags.has(`plus-in-${from}-not-decoded`)) pair = [unescaped(rawName), unescaped(rawValue)];
      if (flags.has(`${from}-not-decoded`)) pair = [rawName, rawValue];
      list.push({ from, pair });
    }
  }
  if (task.json !== undefined && flags.has('json-body-included')) {
    const members = Object.entries(JSON.parse(task.json) as object);
    for (const [k, v] of members)
      list.push({ from: 'form', pair: [k, typeof v === 'string' ? v : JSON.stringify(v)] });
  }
  if (task.json !== undefined && flags.has('json-body-included:text'))
    list.push({ from: 'form', pair: [task.json, ''] });
  if (task.text !== undefined && flags.has('body-included')) {
    for (const part of task.text.split('&')) list.push({ from: 'form', pair: split(part) });
  }
  return dropAndNumber(list, flags);
}

function dropAndNumber(list: { from: From; pair: Pair }[], flags: Flags): { from: From; pair: Pair }[] {
  let kept = list;
  if (flags.has('utf-8-twice')) {
    const twice = (text: string) => String.fromCharCode(...utf8(text));
    kept = kept.map(({ from, pair: [name, value] }) => ({ from, pair: [twice(name), twice(value)] }));
  }
  if (flags.has('repeated-key-dropped')) {
    const seen = new Set<string>();
    kept = kept.filter(({ pair: [name] }) => !seen.has(name) && seen.add(name));
  }
  if (flags.has('repeated-key-dropped:last')) {
    const last = new Map(kept.map((item, i) => [item.pair[0], i]));
    kept = kept.filter((item, i) => last.get(item.pair[0]) === i);
  }
  if (flags.has('repeated-key-numbered')) {
    const all = kept.map(({ pair: [name] }) => name);
    const next = new Map<string, number>();
    kept = kept.map(({ from, pair: [name, value] }) => {
      if (all.indexOf(name) === all.lastIndexOf(name)) return { from, pair: [name, value] };
      next.set(name, (next.get(name) ?? -1) + 1);
      return { from, pair: [`${name}[${next.get(name)}]`, value] };
    });
  }
  if (flags.has('empty-value-dropped')) kept = kept.filter(({ pair }) => pair[1].length > 0);
  return kept;
}

/** Sort and join the parameters. */
function normalize(task: Task, flags: Flags): string {
  const rounds = flags.has('parameters-not-encoded') ? 0 : flags.has('parameters-encoded-twice') ? 2 : 1;
  const write = (text: string) => {
    let out = text;
    for (let i = 0; i < rounds; i++) out = escaped(out, flags, 'parameters');
    return out;
  };
  const list = collect(task, flags).map(({ from, pair: [n, v] }) => ({
    from,
    n,
    v,
    en: write(n),
    ev: write(v),
  }));
  const rank = (from: From) => ['query', 'form', 'own'].indexOf(from);
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  if (flags.has('unsorted:query-first')) list.sort((a, b) => rank(a.from) - rank(b.from));
  else if (flags.has('sorted-before-encoding')) list.sort((a, b) => compare(a.n, b.n) || compare(a.v, b.v));
  else if (flags.has('sorted-by-name-only')) list.sort((a, b) => compare(a.en, b.en));
  else if (flags.has('sorted-ignoring-case'))
    list.sort(
      (a, b) =>
        compare(a.en.toLowerCase(), b.en.toLowerCase()) || compare(a.ev.toLowerCase(), b.ev.toLowerCase()),
    );
  else if (flags.has('sorted-as-pairs')) list.sort((a, b) => compare(`${a.en}=${a.ev}`, `${b.en}=${b.ev}`));
  else if (!flags.has('unsorted')) list.sort((a, b) => compare(a.en, b.en) || compare(a.ev, b.ev));
  const bare = flags.has('equals-sign-dropped');
  return list.map(({ en, ev }) => (bare && ev === '' ? en : [en, ev].join('='))).join('&');
}

function url(task: Task, flags: Flags): string {
  let scheme: string = task.scheme;
  if (flags.has('wrong-scheme')) scheme = scheme === 'http' ? 'https' : 'http';
  const usual = scheme === 'http' ? '80' : '443';
  let port = task.port === undefined || task.port === usual ? '' : `:${task.port}`;
  if (port === '' && flags.has('default-port-kept')) port = `:${usual}`;
  if (flags.has('port-left-out')) port = '';
  const host = flags.has('host-not-lower-case') ? task.host : task.host.toLowerCase();
  let { path } = task;
  if (flags.has('path-decoded')) path = unescaped(path);
  if (flags.has('path-encoded-again')) {
    path = path
      .split('/')
      .map(segment => escaped(segment, new Set()))
      .join('/');
  }
  const kept = flags.has('query-kept-in-url') || flags.has('query-kept-in-url:instead');
  return `${scheme}://${host}${port}${path}${kept ? queryOf(task) : ''}`;
}

/** The query as this client sends it, its own parameters in front of the rest where it puts them there. */
function queryOf(task: Task): string {
  return task.query.length === 0 ? '' : `?${task.query.map(({ raw }) => raw).join('&')}`;
}

function baseString(task: Task, flags: Flags): string {
  const method = flags.has('method-in-lower-case') ? task.method.toLowerCase() : task.method;
  const uri = url(task, flags);
  let normalized = normalize(task, flags);
  if (!flags.has('normalized-not-encoded')) normalized = escaped(normalized, flags);
  if (flags.has('normalized-encoded-twice')) normalized = escaped(normalized, flags);
  return `${method}&${flags.has('url-not-encoded') ? uri : escaped(uri, flags)}&${normalized}`;
}

function key(task: Task, flags: Flags): string {
  let [one, two] = [task.consumerSecret, task.tokenSecret];
  if (flags.has('token-secret-of-another-token')) two = task.otherTokenSecret!;
  if (flags.has('token-secret-left-out')) two = '';
  if (flags.has('secrets-swapped')) [one, two] = [two, one];
  if (!flags.has('secret-not-encoded')) [one, two] = [escaped(one, flags), escaped(two, flags)];
  if (flags.has('secret-encoded-twice')) [one, two] = [escaped(one, flags), escaped(two, flags)];
  return one + (flags.has('ampersand-missing') ? '' : '&') + two;
}

const ALGORITHMS: Readonly<Record<string, string>> = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA512': 'sha512' };

function signature(task: Task, flags: Flags): string {
  const other = [...flags].find(flag => flag.startsWith('hash-of-another-method:'))?.split(':')[1];
  const algorithm = other ?? ALGORITHMS[task.own.oauth_signature_method ?? ''] ?? 'plain';
  if (algorithm === 'plain') return key(task, flags);
  const bytes = createHmac(algorithm, key(task, flags)).update(baseString(task, flags)).digest();
  if (flags.has('hex-instead-of-base64')) return bytes.toString('hex');
  if (flags.has('base64-of-hex')) return btoa(bytes.toString('hex'));
  const text = btoa(String.fromCharCode(...bytes));
  if (flags.has('base64-alphabet')) return text.replace(/\+/g, '-').replace(/\//g, '_');
  if (flags.has('base64-alphabet:unpadded'))
    return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  if (flags.has('base64-padding-missing')) return text.replace(/=/g, '');
  if (flags.has('base64-line-breaks'))
    return text
      .match(/.{1,60}/g)!
      .map(line => `${line}\n`)
      .join('');
  return text;
}

/** The value of `oauth_signature` as the server decodes it, where the client sends it well. */
export function sloppySignature(task: Task, flags: Flags): string {
  const made = signature(task, flags);
  return flags.has('signature-encoded-twice') ? escaped(made, new Set()) : made;
}

/** The whole request as this client sends it. */
export function sloppyRequest(task: Task, flags: Flags): SignatureQuestion {
  const sent = sloppySignature(task, flags);
  const wire = flags.has('signature-not-encoded') ? sent : escaped(sent, new Set());
  const own = Object.entries(task.own).map(([name, value]): Pair => [name, escaped(value, new Set())]);
  own.push(['oauth_signature', wire]);
  const list = own.map(pair => pair.join('='));
  const quoted = own.map(([name, value]) => `${name}="${value}"`);
  if (task.realm !== undefined) quoted.unshift(`realm="${task.realm}"`);
  const query = [...task.query.map(({ raw }) => raw), ...(task.place === 'query' ? list : [])].join('&');
  const form = [...(task.form ?? []).map(({ raw }) => raw), ...(task.place === 'form' ? list : [])].join('&');
  const port = task.port === undefined ? '' : `:${task.port}`;
  return {
    method: task.method,
    url: `${task.scheme}://${task.host}${port}${task.path}${query === '' ? '' : `?${query}`}`,
    authorization: task.place === 'header' ? `OAuth ${quoted.join(', ')}` : undefined,
    body: Buffer.from(task.json ?? task.text ?? form),
    contentType: typeOf(task),
    consumerSecret: task.consumerSecret,
    tokenSecret: task.tokenSecret,
    otherTokenSecrets: ['unrelated', ...(task.otherTokenSecret === undefined ? [] : [task.otherTokenSecret])],
  };
}

function typeOf(task: Task): string | undefined {
  if (task.json !== undefined) return 'application/json';
  if (task.text !== undefined) return 'text/plain';
  return task.form === undefined && task.place !== 'form' ? undefined : 'application/x-www-form-urlencoded';
}
