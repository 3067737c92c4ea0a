import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { addressOf, callsOf, contentOf, handedOver, percentEncoded } from '../adapter.mjs';
import { parseResponse } from '../curl/curl.mjs';
import { run } from '../run.mjs';
import { Installations } from './installation.mjs';
import { csvRows, rejectionOf, told } from './output.mjs';

/*
 * The client protocol for Platform.sh's CLI: each call is a command as a user types it.
 */

const PACKAGE = new URL('node_modules/@upsun/cli-linux-x64/', import.meta.url);
const PROGRAM = fileURLToPath(new URL('bin/upsun', PACKAGE));
const CONFIGURATION = fileURLToPath(new URL('config.yaml', import.meta.url));
/** Messages are wrapped to the terminal's width. */
const WIDE = '10000';

/** The calls of the protocol. */
export function platformCli() {
  const { name, version, homepage } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'));
  const installations = new Installations();
  const calls = callsOf({
    client: { name, version, language: 'php', homepage },
    capabilities: {
      platformsh: [
        'api-token',
        'renewal',
        'reauthenticates',
        'environment',
        'auth.info',
        'projects.list',
        'environments.list',
        'variable.create',
        'backup.create',
        'ssh-key.create',
        'ssh-key.list',
        'logout',
      ],
    },
    open: async params => {
      const api = await installations.relay(params.endpoints.api.replace(/\/+$/, ''));
      const home = installations.home(params.installation);
      return new Session(params, { home, api, programs: installations.programs });
    },
  });
  return {
    ...calls,
    shutdown: async () => {
      await installations.close();
      return {};
    },
  };
}

/** What a user of the CLI does on one machine. */
class Session {
  #operations = {
    'auth.info': async () => {
      const { id, email } = Object.fromEntries(await this.#table(['auth:info']));
      return { id, email };
    },
    'projects.list': async () => {
      const projects = await this.#table(['projects', '--columns', 'id,title']);
      return projects.map(([id, title]) => ({ id, title }));
    },
    'environments.list': async ({ project }) => {
      const ids = await this.#platform(['environments', ...this.#project(project), '--pipe']);
      return csvRows(ids).map(([id]) => ({ id }));
    },
    'variable.create': input => this.#createVariable(input),
    'backup.create': input => this.#createBackup(input),
    'ssh-key.create': input => this.#createSshKey(input),
    'ssh-key.list': () => this.#sshKeys(),
    logout: async () => {
      await this.#platform(['logout']);
      return null;
    },
  };

  constructor(params, machine) {
    this.params = params;
    this.machine = machine;
  }

  /** `platform api:curl` with the arguments that a user gives to curl. */
  async request(call) {
    const { method, headers, body } = call;
    const { lines, data } = bodyArguments(body);
    const args = [
      ...(method === 'HEAD' ? ['--head'] : method === 'GET' ? [] : ['--request', method]),
      ...Object.entries({ ...lines, ...headers }).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      ...data,
      addressOf('', call, percentEncoded),
    ];
    const ended = await this.#run(['api:curl', '--include', ...args]);
    // curl ends with 22 where the status is one of failure, and prints the response all the same.
    if (!ended.stdout.toString('latin1', 0, 5).startsWith('HTTP/')) throw rejectionOf(ended);
    const answer = parseResponse(ended.stdout);
    return handedOver(answer.status, answer.headers, answer.body);
  }

  async invoke({ operation, input }) {
    return { outcome: 'ok', value: await this.#operations[operation](input) };
  }

  async #createVariable({ name, value, level, environment, sensitive }) {
    await this.#platform([
      'variable:create',
      ...this.#project(),
      ...(level === 'project' ? [] : this.#environment(environment)),
      `--level=${level}`,
      `--name=${name}`,
      ...(sensitive === undefined ? [] : [`--sensitive=${sensitive}`]),
      // As a word of its own, a value that begins with -h or -V would be taken for an option.
      `--value=${value}`,
    ]);
    return { name };
  }

  /** The CLI tells its user of the activity only when it has waited for it; the name of the backup it always tells. */
  async #createBackup({ environment, wait }) {
    const ended = await this.#succeeding([
      'backup:create',
      ...this.#project(),
      ...this.#environment(environment),
      '--yes',
      ...(wait === false ? ['--no-wait'] : []),
    ]);
    const [, activity] = /The activity succeeded: \[(\S+)\]/.exec(ended.said) ?? [];
    if (activity !== undefined) return { activity, state: 'complete', result: 'success' };
    const [, name] = /^Backup name: (\S+)$/m.exec(this.#printed(ended)) ?? [];
    return { activity: name };
  }

  /** The CLI takes a key from a file, and does not tell the id that it got. */
  async #createSshKey({ title, value }) {
    const file = join(this.machine.home, 'key.pub');
    writeFileSync(file, `${value}\n`);
    await this.#platform(['ssh-key:add', file, `--name=${title}`, '--yes']);
    const key = (await this.#sshKeys()).find(known => known.title === title);
    return { id: key?.id };
  }

  /** Where there is none, the CLI says so and ends with 1. */
  async #sshKeys() {
    const ended = await this.#run(['ssh-key:list', ...CSV, '--columns', 'id,title']);
    if (/You do not yet have any SSH public keys/.test(ended.said)) return [];
    return csvRows(this.#printed(ended)).map(([id, title]) => ({ id, title }));
  }

  /** What the CLI finds in its environment needs no option. */
  #project(project) {
    const { env, options } = this.params;
    const named = project ?? (env.PLATFORM_PROJECT === undefined ? options.project : undefined);
    return named === undefined ? [] : [`--project=${named}`];
  }

  #environment(environment) {
    const { env, options } = this.params;
    const named = environment ?? (env.PLATFORM_BRANCH === undefined ? options.environment : undefined);
    return named === undefined ? [] : [`--environment=${named}`];
  }

  async #table(args) {
    return csvRows(await this.#platform([...args, ...CSV]));
  }

  async #platform(args) {
    return this.#printed(await this.#succeeding(args));
  }

  async #succeeding(args) {
    const ended = await this.#run(args);
    if (ended.code !== 0) throw rejectionOf(ended);
    return ended;
  }

  #printed(ended) {
    if (ended.code !== 0) throw rejectionOf(ended);
    return stripVTControlCharacters(ended.stdout.toString());
  }

  async #run(args) {
    const { home } = this.machine;
    const ended = await run(PROGRAM, args, { cwd: home, env: this.#surroundings() });
    return { ...ended, said: told(ended.stderr) || `platform ${args[0]} ended with ${ended.code}.` };
  }

  /** What the CLI finds of the machine: nothing of the real user's, and no way out of it. */
  #surroundings() {
    const { endpoints, credentials, options, env } = this.params;
    const { home, programs, api } = this.machine;
    const { apiToken } = credentials;
    return {
      ...env,
      PATH: process.env.PATH,
      HOME: home,
      XDG_CACHE_HOME: programs,
      COLUMNS: WIDE,
      CLI_CONFIG_FILE: CONFIGURATION,
      http_proxy: api.origin,
      https_proxy: api.origin,
      no_proxy: '127.0.0.1,localhost',
      PLATFORMSH_CLI_API_URL: api.address,
      PLATFORMSH_CLI_AUTH_URL: endpoints.auth,
      PLATFORMSH_CLI_NO_INTERACTION: '1',
      PLATFORMSH_CLI_UPDATES_CHECK: '0',
      ...(apiToken === undefined ? {} : { PLATFORMSH_CLI_TOKEN: apiToken }),
      ...(options.timeoutMs === undefined
        ? {}
        : { PLATFORMSH_CLI_DEFAULT_TIMEOUT: seconds(options.timeoutMs) }),
    };
  }
}

const CSV = ['--format', 'csv', '--no-header'];

/** A body as a user gives it to `api:curl`. */
function bodyArguments(body) {
  if (body === null) return { lines: {}, data: [] };
  const { type, bytes } = contentOf(body);
  if ('json' in body) return { lines: {}, data: [`--json=${bytes}`] };
  return { lines: { 'Content-Type': type }, data: [`--data=${bytes}`] };
}

/** The CLI takes whole seconds. */
function seconds(ms) {
  return String(Math.ceil(ms / 1000));
}
