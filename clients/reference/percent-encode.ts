/** Everything but the unreserved characters as %XX of its UTF-8 bytes, in capitals (RFC 3986 section 2). */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
