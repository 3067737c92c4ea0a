import { once } from 'node:events';
import { createServer, request } from 'node:http';

/*
 * `clever login` polls `/v2/self/cli_tokens` at the root of its API host, whatever path that has. Where the API
 * lives below a path of a host that it shares, the poll would miss it.
 */

/**
 * Listen on loopback and pass every request on unchanged, its Host header included, so that signatures stay
 * good; but put the API's path before `rootPath`.
 * @param {string} api address of the API, without a trailing slash
 * @returns {Promise<{address: string, stop(): Promise<void>}>} the API's address by way of the relay
 */
export async function relay(api, rootPath) {
  const { hostname, port, pathname } = new URL(api);
  const prefix = pathname.replace(/\/$/, '');
  const server = createServer((req, res) => {
    const path = req.url.startsWith(rootPath) ? prefix + req.url : req.url;
    const { method, headers } = req;
    const onward = request({ hostname, port, path, method, headers, agent: false }, answer => {
      res.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${server.address().port}${prefix}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
