/**
 * Percent-encode: every byte of the text in UTF-8 but RFC 3986's unreserved characters, escapes in upper case.
 * @see RFC 5849 section 3.6
 */
export function encode(text: string): string {
  // Half a surrogate pair is encoded as U+FFFD instead of being an error.
  const whole = text.toWellFormed();
  return encodeURIComponent(whole).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Undo {@link encode}. Here a `+` is a plus, unlike in a form.
 * @returns undefined where an escape is broken, or the bytes are no UTF-8
 * @see RFC 5849 section 3.6
 */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether a text is as {@link encode} leaves it, but for the case of its escapes. */
export function isEncoded(text: string): boolean {
  return /^(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*$/.test(text);
}
