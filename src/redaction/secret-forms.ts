/** A piece of base64 shorter than this is not looked for on its own: it would be found in any text. */
const SHORTEST_CORE = 8;

/**
 * What base64 makes of a text: by itself, to its last character; within a longer text, as far as its own bytes alone
 * decide; and the same of its url-encodings, as RFC 6749 section 2.3.1 wants them in HTTP Basic, and of all this base64.
 * Without padding, in both alphabets (RFC 4648 sections 4 and 5).
 */
export function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const within = [...new Set([bytes, Buffer.from(text, 'latin1')].flatMap(cores))];
  const encoded = [...urlEncodings(text), unpadded(bytes), bytes.toString('base64'), ...within];
  const nested = encoded.map(one => Buffer.from(one)).flatMap(one => [unpadded(one), ...cores(one)]);
  const forms = [unpadded(bytes), ...[...within, ...nested].filter(form => form.length >= SHORTEST_CORE)];
  return [...new Set(forms.flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))];
}

/** Percent-encoded with escapes of either case, and as a form has it; what is the same each time once. */
function urlEncodings(text: string): string[] {
  const percent = encodeURIComponent(text);
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  const lower = [percent, form].map(encoded => encoded.replace(/%../g, byte => byte.toLowerCase()));
  return [...new Set([percent, form, ...lower])];
}

/** What stays of the base64 of bytes wherever in a longer text they begin: at each place of a group of three. */
function cores(bytes: Buffer): string[] {
  return [0, 1, 2].map(before => {
    const text = unpadded(Buffer.concat([Buffer.alloc(before), bytes]));
    const endsGroup = (before + bytes.length) % 3 === 0;
    return text.slice(before === 0 ? 0 : before + 1, endsGroup ? undefined : -1);
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
