import { expect, test } from 'vitest';
import { PLATFORMS } from '../src/protocol/index.ts';
import { serve } from '../src/serve/serve.ts';
import { Forms, formsOf } from './canaries.ts';

/*
 * `countersign serve` shows every secret once, at its start. Whatever a client then does with it, nothing that the
 * control API answers holds it.
 */

/** A line of the greeting such as `  API token        abc`, as its label and its value. */
const ROW = /^ {2}(\S.{14}\S*) +(\S.*)$/;

/** What is printed of one platform, by label. */
type Printed = ReadonlyMap<string, string>;

function printedOf(lines: readonly string[], platform: string): Printed {
  const from = lines.indexOf(`${platform}:`);
  const rows = lines.slice(from + 1, lines.indexOf('', from)).map(line => ROW.exec(line)!);
  return new Map(rows.map(([, label, value]) => [label!.trim(), value!]));
}

/** The secrets among them, without the identifiers; passwords stand behind an e-mail address. */
function secretsAmong(printed: Printed): string[] {
  return [...printed]
    .filter(([label]) => /key|secret|token|sign-in|administrator/i.test(label))
    .filter(([label]) => label !== 'consumer key' && !(label === 'API key' && printed.has('API secret')))
    .map(([, value]) => value.split(', password ').at(-1)!)
    .filter(value => !value.startsWith('http'));
}

/** Sign in to the console as a person does. @returns the session's cookie and the token of its forms */
async function signIn(console: string, [email, password]: string[]): Promise<string[]> {
  const body = new URLSearchParams({ email: email!, password: password! });
  const answer = await fetch(`${console}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const [cookie] = answer.headers.getSetCookie()[0]!.split(';', 1);
  const page = await fetch(new URL(answer.headers.get('location')!, console), {
    headers: { Cookie: cookie! },
  });
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())![1]!;
  await fetch(`${console}/sign-out`, {
    method: 'POST',
    headers: { Cookie: cookie! },
    body: new URLSearchParams({ csrf }),
  });
  return [cookie!.split('=')[1]!, csrf];
}

/** Say a secret in every place of a request, in every form. */
async function tell(api: string, secret: string): Promise<void> {
  const whole = Object.entries(formsOf(secret)).filter(([name]) => !name.endsWith('half'));
  const forms = whole.map(([, form]) => form);
  const shown = forms.map(encodeURIComponent);
  await fetch(`${api}/told/${shown[0]}?note=${shown.join('&note=')}`, {
    method: 'POST',
    headers: {
      'X-Note': shown.join(' '),
      Authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}`,
    },
    body: JSON.stringify({ forms, inner: [{ [secret]: shown }] }),
  });
  await fetch(api, { headers: { Authorization: `apiToken ${shown[0]}`, Cookie: `a=${shown[0]}` } });
}

/** Each place where people put a secret that the mock does not know: a real one, by mistake. */
async function present(api: string, token: string, strange: readonly string[]): Promise<void> {
  const form = (name: string, value: string) => new URLSearchParams([[name, value]]);
  const [a, b, c, d, e, f, g, h] = strange as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  await fetch(token, { method: 'POST', body: form('api_token', a) });
  await fetch(token, { method: 'POST', body: form('refresh_token', b) });
  await fetch(token, { method: 'POST', body: form('code', c) });
  await fetch(`${api}?${form('apiToken', d)}`);
  await fetch(`${api}?${form('oauth_signature', e)}`);
  await fetch(api, { headers: { 'X-Clever-Password': f } });
  await fetch(api, { headers: { Authorization: `OAuth oauth_signature="${encodeURIComponent(g)}"` } });
  const nested = JSON.stringify({ user: { credentials: [{ clientSecret: h }] } });
  await fetch(api, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: nested });
}

test('no answer of the control API holds a secret, of any platform', async () => {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(...text.split('\n'));
  const { url, stop } = await serve({ platforms: PLATFORMS, port: 0, print });
  try {
    const control = ROW.exec(lines.find(line => line.includes('control secret'))!)![2]!;
    const ask = async (path: string) =>
      (await fetch(`${url}/_control${path}`, { headers: { 'X-Countersign-Secret': control } })).text();
    for (const platform of PLATFORMS) {
      const printed = printedOf(lines, platform);
      const api = printed.get('api')!;
      const session = await signIn(
        printed.get('console')!,
        printed.get('console sign-in')!.split(', password '),
      );
      const strange = Array.from(
        'abcdefgh',
        letter => `${letter.repeat(9)}+${platform}/9Z${letter.repeat(7)}=`,
      );
      const secrets = [...secretsAmong(printed), ...session, control];
      expect(secrets.length).toBeGreaterThanOrEqual(5);
      for (const secret of secrets) await tell(api, secret);
      await present(api, printed.get('token') ?? api, strange);
      const answers = await Promise.all(
        ['/journal?limit=200', '/state', '/tokens', '/faults', ''].map(path => ask(`/${platform}${path}`)),
      );
      expect(answers[0]).toContain('••••');
      const leaks = new Forms([...secrets, ...strange]).in(answers.join('\n'));
      expect({ platform, leaks }).toEqual({ platform, leaks: [] });
    }
  } finally {
    await stop();
  }
});
