import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Redactor } from './redactor.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 100);
vi.setConfig({ testTimeout: 30_000 + numRuns * 20 });

/** What secrets are made of: base64, UUIDs, hexadecimal, JWTs, and passwords with all that people type. */
const secret = fc
  .oneof(
    fc.uint8Array({ minLength: 9, maxLength: 40 }).map(bytes => Buffer.from(bytes).toString('base64')),
    fc.uint8Array({ minLength: 9, maxLength: 40 }).map(bytes => Buffer.from(bytes).toString('base64url')),
    fc.uint8Array({ minLength: 8, maxLength: 20 }).map(bytes => Buffer.from(bytes).toString('hex')),
    fc.uuid(),
    fc
      .array(fc.base64String({ minLength: 12, maxLength: 24 }), { minLength: 3, maxLength: 3 })
      .map(parts => parts.map(part => Buffer.from(part, 'base64').toString('base64url')).join('.')),
    fc.string({ unit: fc.constantFrom(...'aZ0 9+/=&%"\\\'<>~*!?#:;,._-éß☃'), minLength: 16, maxLength: 40 }),
  )
  .filter(text => (text.match(/[a-z0-9]/gi) ?? []).length >= 8);

const url = encodeURIComponent;
const lower = (text: string) => text.replace(/%../g, byte => byte.toLowerCase());
const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const json = (text: string) => JSON.stringify(text).slice(1, -1);

const encodings: Record<string, (text: string) => string> = {
  raw: text => text,
  'url-encoded': url,
  'url-encoded in lower case': text => lower(url(text)),
  'form-encoded': form,
  'form-encoded in lower case': text => lower(form(text)),
  'url-encoded twice': text => url(url(text)),
  'form-encoded twice': text => form(form(text)),
  base64,
  'base64 without padding': text => base64(text).replace(/=+$/, ''),
  base64url,
  'base64, url-encoded': text => url(base64(text)),
  'base64 twice': text => base64(base64(text)),
  'url-encoded, then base64': text => base64(url(text)),
  'JSON-escaped': json,
  'JSON-escaped twice': text => json(json(text)),
  'JSON with escaped solidus': text => json(text).replaceAll('/', '\\/'),
};

/** Text around a secret: nothing in it can be part of one. */
const around = fc.string({ unit: fc.constantFrom(...'gq |{}()[]\n', 'Ж', 'щ'), maxLength: 12 });

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const hidden of secrets) redactor.hide(hidden);
  return redactor;
}

/** The letters and digits of ASCII that a text shows, without those in escapes. */
function telling(text: string): string {
  return text.replace(/%(?:25)*[0-9a-f]{2}/gi, '').replace(/[^a-z0-9]/gi, '');
}

describe('whatever a secret is and wherever it stands', () => {
  it('nothing of it is left in any encoding, and nothing else is lost', () => {
    const encoding = fc.constantFrom(...Object.keys(encodings));
    fc.assert(
      fc.property(secret, encoding, around, around, (hidden, name, before, after) => {
        const out = redactorOf(hidden).redact(`${before} ${encodings[name]!(hidden)} ${after}`);
        expect(out.startsWith(`${before} `) && out.endsWith(` ${after}`)).toBe(true);
        const left = out.slice(before.length + 1, out.length - after.length - 1);
        expect(telling(left.replace(/\\u[0-9a-f]{4}|\\[a-z]/g, ''))).toBe('');
        expect(left).toContain('•');
      }),
      { numRuns },
    );
  });

  it('nothing of it is left in the base64 of a longer text, as in HTTP Basic', () => {
    const wrap = fc.constantFrom(base64, base64url, (text: string) => url(base64(text)));
    const inner = fc.constantFrom(
      (text: string) => text,
      url,
      form,
      (text: string) => lower(url(text)),
    );
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), wrap, inner, (hidden, before, after, encode, encoded) => {
        const whole = encode(`${before}:${encoded(hidden)}:${after}`);
        const out = redactorOf(hidden).redact(`Basic ${whole} end`);
        expect(out).toMatch(/^Basic .* end$/);
        const decoded = Buffer.from(decodeURIComponent(out.slice('Basic '.length, -' end'.length)), 'base64');
        expect(decoded.includes(encoded(hidden).slice(2, -2))).toBe(false);
        expect(out).toMatch(/•{8}/);
      }),
      { numRuns },
    );
  });

  it('data keep their shape, and every text that holds no secret', () => {
    fc.assert(
      fc.property(secret, fc.jsonValue(), fc.jsonValue(), (hidden, one, other) => {
        const text = JSON.stringify([one, other]);
        const out = redactorOf(hidden).redactAll({ one, secret: `Bearer ${hidden}`, other });
        expect(JSON.stringify([out.one, out.other])).toBe(text);
        expect(out.secret).toMatch(/^Bearer /);
        expect(telling(out.secret.slice('Bearer '.length))).toBe('');
      }),
      { numRuns },
    );
  });

  it('many secrets are told apart', () => {
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 20 }), secrets => {
        const out = redactorOf(...secrets).redact(secrets.join('\n'));
        expect(telling(out)).toBe('');
        expect(out.split('\n')).toHaveLength(secrets.length);
      }),
      { numRuns },
    );
  });

  it('no text, however odd, is more than it can take', () => {
    const odd = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 3 }), odd, (secrets, text) => {
        expect(redactorOf(...secrets).redact(text)).toBeTypeOf('string');
        expect(() =>
          JSON.stringify(redactorOf(...secrets).redactAll({ [text]: [text, ...secrets] })),
        ).not.toThrow();
      }),
      { numRuns },
    );
  });
});
