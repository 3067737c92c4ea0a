import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { addressOf, callsOf, contentOf, handedOver, percentEncoded, Rejection } from './adapter.mjs';
import { Installations } from './clever-tools-installation.mjs';
import { parseResponse } from './curl/curl.mjs';
import { relay } from './relay.mjs';
import { run } from './run.mjs';

/*
 * The client protocol for clever-tools, whatever its version: each call is a command as a user types it.
 */

const PROMPTS = { password: 'Enter your password:', mfaCode: 'Enter your 2FA code:' };

/**
 * The calls of the protocol.
 * @param {URL} folder where this version of clever-tools is installed
 * @param {string} signatureMethod the one that it signs API calls by
 */
export function cleverTools(folder, signatureMethod) {
  const home = new URL('node_modules/clever-tools/', folder);
  const { version } = JSON.parse(readFileSync(new URL('package.json', home), 'utf8'));
  const program = fileURLToPath(new URL('bin/clever.js', home));
  const installations = new Installations();
  const calls = callsOf({
    client: {
      name: 'clever-tools',
      version,
      language: 'javascript',
      homepage: 'https://github.com/CleverCloud/clever-tools',
    },
    capabilities: {
      'clever-cloud': [
        'oauth1',
        `oauth1:${signatureMethod}`,
        'login',
        'profile.get',
        'tokens.create',
        'tokens.list',
        'tokens.revoke',
      ],
    },
    open: params => new Session(params, program, installations.of(params.installation)),
  });
  return {
    ...calls,
    shutdown: async () => {
      await installations.remove();
      return {};
    },
  };
}

/** What a user of the CLI does on one machine. */
class Session {
  #operations = {
    login: () => this.#login(),
    'profile.get': async () => {
      const { id, email } = await this.#json(['profile', '-F', 'json']);
      return { id, email };
    },
    'tokens.create': input => this.#createToken(input),
    'tokens.list': async () => {
      await this.#enableTokens();
      const tokens = await this.#json(['tokens', '-F', 'json']);
      return tokens.map(({ apiTokenId, name, state }) => ({ id: apiTokenId, name, state }));
    },
    'tokens.revoke': async ({ id }) => {
      await this.#enableTokens();
      await this.#clever(['tokens', 'revoke', id]);
      return null;
    },
  };

  constructor({ endpoints, credentials, env }, program, installation) {
    this.program = program;
    this.installation = installation;
    this.api = endpoints.api.replace(/\/+$/, '');
    this.env = { ...environmentOf(endpoints, credentials), ...env };
  }

  /** `clever curl` with the arguments that a user gives to curl. */
  async request(call) {
    const { method, headers, body } = call;
    const { lines, data, input } = bodyArguments(body);
    const args = [
      ...(method === 'HEAD' ? ['--head'] : method === 'GET' ? [] : ['-X', method]),
      ...Object.entries({ ...lines, ...headers }).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      ...data,
      addressOf(this.api, call, percentEncoded),
    ];
    const { stdout } = await this.#clever(['curl', ...args], { input });
    const answer = parseResponse(stdout);
    return handedOver(answer.status, answer.headers, answer.body);
  }

  async invoke({ operation, input }) {
    return { outcome: 'ok', value: await this.#operations[operation](input) };
  }

  /**
   * `clever login` polls at the root of its API host, which the mock shares with others: a relay stands in
   * for a host of its own.
   */
  async #login() {
    const host = await relay(this.api);
    try {
      await this.#clever(['login'], { env: { API_HOST: host.address } });
      return null;
    } finally {
      await host.stop();
    }
  }

  async #createToken({ name, expiration, ...secrets }) {
    await this.#enableTokens();
    const lifetime = expiration === undefined ? [] : ['--expiration', expiration];
    const answers = Object.entries(PROMPTS).map(([secret, prompt]) => [prompt, secrets[secret] ?? '']);
    const { apiTokenId, apiToken } = await this.#json(
      ['tokens', 'create', name, ...lifetime, '-F', 'json'],
      answers,
    );
    return { id: apiTokenId, token: apiToken };
  }

  /** As documented; from 3.14 on there is nothing to enable, and the CLI says so. */
  async #enableTokens() {
    if (this.installation.tokensEnabled) return;
    this.installation.tokensEnabled = true;
    try {
      await this.#clever(['features', 'enable', 'tokens']);
    } catch (error) {
      if (!/Unavailable feature\(s\): tokens/.test(error.message)) throw error;
    }
  }

  /** The JSON that a command prints; prompts stand before it. */
  async #json(args, answers) {
    const { stdout } = await this.#clever(args, { answers });
    const printed = stripVTControlCharacters(stdout.toString());
    try {
      return JSON.parse(printed.slice(printed.search(/^[{[]/m)));
    } catch {
      throw new Rejection('malformed-response', `clever ${args[0]} printed no JSON.`);
    }
  }

  async #clever(args, { env = {}, ...rest } = {}) {
    const { home } = this.installation;
    const ended = await run(process.execPath, [this.program, ...args], {
      ...rest,
      cwd: home,
      env: { ...surroundings(home), ...this.env, ...env },
    });
    // `clever curl` ends with 0 whatever curl ends with.
    const said = stripVTControlCharacters(ended.stderr.toString()).trim();
    if (ended.code === 0 && !/^curl: \(\d+\)/m.test(said)) return ended;
    throw rejectionOf(said || `clever ${args[0]} ended with ${ended.code}.`);
  }
}

/** A body as a user gives it to curl, which knows the type of a form by itself. */
function bodyArguments(body) {
  if (body === null) return { lines: {}, data: [] };
  const { type, bytes } = contentOf(body);
  if ('form' in body) return { lines: {}, data: ['--data', bytes.toString()] };
  return { lines: { 'Content-Type': type }, data: ['--data-binary', '@-'], input: bytes };
}

/** What the CLI finds of the machine: nothing of the real user's, no browser, no look for newer versions. */
function surroundings(home) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: `${home}/.config`,
    BROWSER: 'true',
    NO_UPDATE_NOTIFIER: '1',
    NODE_NO_WARNINGS: '1',
  };
}

function environmentOf({ api, bridge, console }, { consumerKey, consumerSecret, token, tokenSecret }) {
  const account = token === undefined ? {} : { CLEVER_TOKEN: token, CLEVER_SECRET: tokenSecret };
  const pages =
    console === undefined ? {} : { CONSOLE_URL: console, CONSOLE_TOKEN_URL: `${console}/cli-oauth` };
  return {
    API_HOST: api,
    AUTH_BRIDGE_HOST: bridge,
    OAUTH_CONSUMER_KEY: consumerKey,
    OAUTH_CONSUMER_SECRET: consumerSecret,
    ...account,
    ...pages,
  };
}

/** What the CLI tells its user, by words that it or its curl is known to use; some stand for one code of the bridge. */
const WORDS = [
  [/curl: \(28\)/, 'timeout'],
  [/curl: \(\d+\)|Cannot reach|closed abruptly|fetch failed/, 'network'],
  [/Invalid credentials, check your password/, 'authentication', 'invalid-credential'],
  [/Invalid credentials, check your 2FA code/, 'authentication', 'invalid-mfa-code'],
  [/not logged in|invalid or has expired/, 'authentication'],
];

function rejectionOf(said) {
  const [, reason = 'other', code] = WORDS.find(([words]) => words.test(said)) ?? [];
  return new Rejection(reason, said, code && { code });
}
