import { Rejection } from '../adapter.mjs';
import { parseResponse } from '../curl/curl.mjs';
import { run } from '../run.mjs';

/*
 * Runs the `http` that is on the PATH, as it is.
 */

/** Besides what a user types: no ~/.netrc, and headers as well where the output is no terminal. */
const QUIETLY = ['--ignore-netrc', '--pretty=none', '--print=hb'];

const TIMED_OUT = 2;

/** The version that `http --version` prints. */
export async function httpieVersion() {
  const { stdout } = await run('http', ['--version']);
  return stdout.toString().trim();
}

/**
 * Make one exchange.
 * @param {string[]} args what a user types after `http`
 * @param {object} surroundings
 * @param {string} surroundings.config folder of its configuration
 * @param {Buffer} [surroundings.input] a body that is piped to it
 * @returns {Promise<{status: number, headers: Record<string, string>, body: Buffer}>}
 * @throws {Rejection} where it could not
 */
export async function http(args, { config, input }) {
  const env = { ...process.env, HTTPIE_CONFIG_DIR: config, NO_PROXY: '127.0.0.1,localhost' };
  const piped = input === undefined ? ['--ignore-stdin'] : [];
  const { code, stdout, stderr } = await run('http', [...QUIETLY, ...piped, ...args], { input, env });
  const said = stderr.toString().trim();
  if (/^usage:/m.test(said)) throw new Error('http refused its command line.');
  if (code !== 0) throw new Rejection(code === TIMED_OUT ? 'timeout' : 'network', said);
  return parseResponse(stdout);
}

/**
 * A request item: name, separator and value, with what httpie would read as a separator escaped. A header is of `:`, a
 * field of `=`, a parameter of the query of `==`. A backslash before one of these characters cannot be written at all.
 */
export function item(name, separator, value) {
  return escaped(name) + separator + escaped(value);
}

function escaped(text) {
  return text.replaceAll(/[:=@;]/g, String.raw`\$&`);
}
