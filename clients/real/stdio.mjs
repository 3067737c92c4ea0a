import { createInterface } from 'node:readline';

/*
 * The client protocol over stdin and stdout, one JSON-RPC message a line.
 */

/**
 * Serve calls one after the other until `shutdown` or the end of stdin.
 * @param {Record<string, (params: object) => object | Promise<object>>} calls handlers by method
 */
export async function serveStdio(calls) {
  for await (const line of createInterface({ input: process.stdin })) {
    const call = JSON.parse(line);
    const message = { jsonrpc: '2.0', id: call.id, ...(await answer(calls, call)) };
    process.stdout.write(`${JSON.stringify(message)}\n`);
    if (call.method === 'shutdown') break;
  }
  process.stdin.destroy();
}

async function answer(calls, { method, params }) {
  const handler = calls[method];
  if (handler === undefined) return { error: { code: -32601, message: `${method} is not supported.` } };
  try {
    return { result: await handler(params) };
  } catch (error) {
    return { error: { code: -32000, message: error.message, data: { trace: error.stack } } };
  }
}
