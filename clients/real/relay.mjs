import { once } from 'node:events';
import { createServer, request } from 'node:http';

/*
 * Some command line programs take the root of their API's host for some calls, whatever path that API has. Where the
 * API lives below a path of a host that it shares, such a call would miss it.
 */

/**
 * Listen on loopback and pass every request on unchanged, its Host header included, so that signatures stay
 * good; but put the API's path before a path that does not begin with it. A program may have the relay for its
 * proxy as well: then it reaches nothing but the relay itself.
 * @param {string} api address of the API, without a trailing slash
 * @returns {Promise<{origin: string, address: string, stop(): Promise<void>}>} where the relay is, and the API's
 *   address by way of it
 */
export async function relay(api) {
  const { hostname, port, pathname } = new URL(api);
  const prefix = pathname.replace(/\/$/, '');
  const server = createServer((req, res) => {
    // What a proxy is asked for begins with an origin.
    const [, asked, target] = /^([a-z]+:\/\/[^/]*)?(.*)$/.exec(req.url);
    if (asked !== undefined && asked !== origin) return res.destroy();
    const path = target.startsWith(`${prefix}/`) ? target : prefix + target;
    const { method, rawHeaders: headers } = req;
    const onward = request({ hostname, port, path, method, headers, agent: false }, answer => {
      res.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(res);
      answer.on('error', () => res.destroy());
    });
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    address: origin + prefix,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
