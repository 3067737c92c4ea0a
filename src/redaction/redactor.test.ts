import { describe, expect, it } from 'vitest';
import { Redactor } from './redactor.ts';

const SECRET = 'FME99i+FuiULEVZVgZANQPyy6btvwlhihHunVYptW/4=';
const KEY = '5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11';

function redactor(secret = SECRET): Redactor {
  const made = new Redactor();
  made.hide(secret);
  made.hidePair(KEY, secret);
  return made;
}

const encodings: Record<string, (secret: string) => string> = {
  raw: s => s,
  'url-encoded': encodeURIComponent,
  'url-encoded with lower-case escapes': s =>
    encodeURIComponent(s).replace(/%[0-9A-F]{2}/g, e => e.toLowerCase()),
  'url-encoded twice': s => encodeURIComponent(encodeURIComponent(s)),
  'encoded in part': s => s.replaceAll('/', '%2F'),
  'with spaces for plus': s => s.replaceAll('+', ' '),
  base64: s => Buffer.from(s).toString('base64'),
  base64url: s => Buffer.from(s).toString('base64url'),
  'HTTP Basic': s => Buffer.from(`${KEY}:${s}`).toString('base64'),
  'JSON with escapes': s => JSON.stringify(s).replaceAll('/', '\\/').replaceAll('+', '\\u002b'),
  HTML: s => s.replaceAll('&', '&amp;').replaceAll('+', '&#43;').replaceAll('/', '&#x2F;'),
};

describe('a redactor', () => {
  for (const secret of [SECRET, 'p&q%41 long-ünïcode/secret+x=']) {
    for (const [name, encode] of Object.entries(encodings)) {
      it(`hides ${JSON.stringify(secret.slice(0, 4))}… when it is ${name}`, () => {
        const written = encode(secret);
        const out = redactor(secret).redact(`before ${written} after`);
        expect(out).toMatch(/^before .* after$/);
        const telling = written.replace(/%(25)*[0-9a-f]{2}/gi, ' ');
        for (const piece of telling.split(/[^A-Za-z0-9]+/).filter(p => p.length >= 6))
          expect(out).not.toContain(piece);
        expect(out).toContain('•');
      });
    }
  }

  it('keeps punctuation and escapes, so that an encoding can still be read', () => {
    expect(redactor().redact('secret=FME99i%2BFuiULEVZVgZANQPyy6btvwlhihHunVYptW%2F4%3D&x=1')).toBe(
      'secret=••••••%2B••••••••••••••••••••••••••••••••••%2F•%3D&x=1',
    );
    expect(redactor().redact('FME99i%252BFuiULEVZVgZANQPyy6btvwlhihHunVYptW%252F4%253D')).toMatch(
      /^•+%252B•+%252F•%253D$/,
    );
  });

  it('hides the pieces of a secret that arrived broken', () => {
    expect(redactor().redact('got FuiULEVZVgZANQPyy6btvwlhihHunVYptW only')).toMatch(/^got •+ only$/);
  });

  it('leaves everything else alone, and the shape of data', () => {
    const data = { a: ['x', 1, null, { [SECRET]: `${SECRET}!` }], b: true };
    const out = redactor().redactAll(data);
    expect(JSON.stringify(out)).not.toContain('FuiULE');
    expect(out.a.slice(0, 3)).toEqual(['x', 1, null]);
    expect(out.b).toBe(true);
  });
});
