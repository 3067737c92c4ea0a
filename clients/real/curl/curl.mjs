import { run } from '../run.mjs';

/*
 * Runs the curl binary that is on the PATH, as it is.
 */

/**
 * Besides what a user types: no ~/.curlrc, no proxy for loopback, nothing but the response on stdout, and
 * brackets in a URL taken as they stand.
 */
const QUIETLY = [
  '--disable',
  '--noproxy',
  '127.0.0.1,localhost',
  '--silent',
  '--show-error',
  '--include',
  '--globoff',
];

/** curl's exit codes that mean a faulty command line: unsupported protocol, usage, malformed URL, bad option. */
const OUR_FAULT = new Set([1, 2, 3, 43, 48]);
const TIMED_OUT = 28;

/** curl could not make the exchange; `reason` is `network` or `timeout`. */
export class CurlFailure extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

/** The version in the first line of `curl --version`. */
export async function curlVersion() {
  const { stdout } = await run('curl', ['--version']);
  return stdout.toString().split(' ')[1];
}

/**
 * Make one exchange.
 * @param {string[]} args what a user types after `curl`
 * @param {Buffer} [input] curl's standard input
 * @returns {Promise<{status: number, headers: Record<string, string>, body: Buffer}>}
 * @throws {CurlFailure}
 */
export async function curl(args, input) {
  const { code, stdout, stderr } = await run('curl', [...QUIETLY, ...args], { input });
  if (OUR_FAULT.has(code)) throw new Error(`curl refused its command line with exit code ${code}.`);
  const said = stderr.toString().trim();
  if (code !== 0)
    throw new CurlFailure(code === TIMED_OUT ? 'timeout' : 'network', said || `curl: (${code})`);
  return parseResponse(stdout);
}

/**
 * What `--include` prints: header blocks, of which the informational ones go first, and the body.
 * @returns {{status: number, headers: Record<string, string>, body: Buffer}}
 */
export function parseResponse(output) {
  const end = output.indexOf('\r\n\r\n');
  const [statusLine, ...lines] = output.subarray(0, end).toString('latin1').split('\r\n');
  const body = output.subarray(end + 4);
  const status = Number(statusLine.split(' ')[1]);
  return status < 200 ? parseResponse(body) : { status, headers: headersOf(lines), body };
}

function headersOf(lines) {
  const headers = {};
  for (const line of lines) {
    const [, name, value] = /^([^:]*):?[ \t]*(.*?)[ \t]*$/.exec(line);
    const known = headers[name.toLowerCase()];
    headers[name.toLowerCase()] = known === undefined ? value : `${known}, ${value}`;
  }
  return headers;
}
