/** What the address of a client must be, where this text is none: a noun and a full stop; undefined where it is one. */
export function clientUrlProblem(text: string): string | undefined {
  const wanted = 'the address of an HTTP server, such as http://127.0.0.1:9000/';
  if (!URL.canParse(text)) return `${wanted}.`;
  const { protocol, username, password, hash } = new URL(text);
  if (protocol !== 'http:') return `${wanted}, by plain http.`;
  return username + password + hash === '' ? undefined : `${wanted}, without a user or a fragment.`;
}
