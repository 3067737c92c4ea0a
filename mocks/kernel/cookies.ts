import type { Request, Response } from 'express';

/** The value of a cookie that a request carries; undefined where there is none of that name (RFC 6265 section 5.4). */
export function cookie(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map(pair => pair.trim());
  return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * Have the browser keep a cookie, beside those that the answer sets already.
 * @param attributes as in RFC 6265 section 4.1.1, e.g. `Path=/; HttpOnly`
 */
export function setCookie(res: Response, name: string, value: string, attributes: string): void {
  res.append('Set-Cookie', `${name}=${value}; ${attributes}`);
}
