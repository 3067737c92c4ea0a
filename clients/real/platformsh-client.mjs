import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { addressOf, callsOf, handedOver, percentEncoded, Rejection, reasonFor } from './adapter.mjs';
import { answered } from './clever-client-esm.mjs';

/*
 * The client protocol for platformsh-client, whatever its version: used as its README shows, `new Client` with an
 * API token.
 */

/** Seconds between two looks at an activity. */
const POLL_INTERVAL = 0.2;
/** What a user waits for at most, in milliseconds: some of its promises are never settled. */
const PATIENCE_MS = 2_500;

/**
 * The calls of the protocol.
 * @param {URL} folder where this version of the package is installed
 * @param {string[]} capabilities what it offers
 */
export function platformshClient(folder, capabilities) {
  const manifest = new URL('node_modules/platformsh-client/package.json', folder);
  const { name, version, homepage } = JSON.parse(readFileSync(manifest, 'utf8'));
  const processes = new Map();
  return callsOf({
    client: { name, version, language: 'javascript', ...(homepage && { homepage }) },
    capabilities: { platformsh: capabilities },
    open: params => {
      if (!processes.has(params.installation)) processes.set(params.installation, loadAfresh(folder));
      return new Session(params, processes.get(params.installation));
    },
  });
}

/** The package keeps configuration and token in variables of its own: an installation has them to itself. */
function loadAfresh(folder) {
  const require = createRequire(folder);
  delete require.cache[require.resolve('platformsh-client')];
  return require('platformsh-client');
}

/** Sessions that are open. What the package throws where nobody can catch it would end a program of Node. */
const open = new Set();
process.on('unhandledRejection', error => {
  for (const session of open) session.end(error);
});

/** A promise, and what rejects it; nobody has to wait for it. */
function rejectable() {
  let reject;
  const promise = new Promise((_, no) => {
    reject = no;
  });
  promise.catch(() => {});
  return { promise, reject };
}

class Session {
  #ended = rejectable();
  #operations = {
    'auth.info': async () => {
      const { id, mail: email } = await this.client.getAccountInfo();
      return { id, email };
    },
    'projects.list': async () => {
      const projects = await this.client.getProjects();
      return projects.map(({ id, title }) => ({ id, title }));
    },
    'environments.list': async ({ project }) => {
      const environments = await this.client.getEnvironments(project ?? this.params.options.project);
      return environments.map(({ id }) => ({ id }));
    },
    'variable.create': async ({ name, value, level, environment, sensitive = false }) => {
      if (level === 'project') {
        const project = await this.client.getProject(this.params.options.project);
        await project.setVariable(name, value, false, sensitive);
      } else {
        await (await this.#environment(environment)).setVariable(name, value, false, true, true, sensitive);
      }
      return { name };
    },
    'backup.create': async ({ environment, wait }) => {
      const begun = await (await this.#environment(environment)).backup();
      const last = wait === false ? begun : await begun.wait(undefined, undefined, POLL_INTERVAL);
      const { id: activity, state, result } = last;
      if (result === 'failure') throw new Rejection('operation-failed', `Activity ${activity}: ${result}`);
      return { activity, state, result };
    },
    'ssh-key.list': async () => {
      const keys = await this.client.getSshKeys();
      return keys.map(({ key_id, title }) => ({ id: String(key_id), title }));
    },
  };

  /** The package obtains its token at once. */
  constructor(params, { default: Client, api }) {
    const { endpoints, credentials } = params;
    this.params = params;
    this.api = api;
    open.add(this);
    this.client = new Client({
      api_token: credentials.apiToken,
      base_url: endpoints.auth,
      api_url: endpoints.api,
      authentication_url: endpoints.auth,
    });
  }

  /** It sends JSON, and tells its caller the parsed body. */
  async request(call) {
    const { method, headers, body } = call;
    if (body !== null && !('json' in body)) throw new Rejection('other', 'It sends JSON only.');
    const address = addressOf(this.params.endpoints.api, call, percentEncoded);
    const value = await this.#told(() => this.api(address, method, body?.json, { ...headers }));
    if (!(value instanceof Response)) return answered(value);
    return handedOver(
      value.status,
      Object.fromEntries(value.headers),
      Buffer.from(await value.arrayBuffer()),
    );
  }

  async invoke({ operation, input }) {
    return { outcome: 'ok', value: await this.#told(() => this.#operations[operation](input)) };
  }

  /** The program that uses the package ends by this error. */
  end(error) {
    this.#ended.reject(
      new Rejection(
        'other',
        `An error that no caller can catch ends the process: ${text(error?.message ?? error)}`,
      ),
    );
  }

  close() {
    open.delete(this);
  }

  #environment(environment = this.params.options.environment) {
    return this.client.getEnvironment(this.params.options.project, environment);
  }

  /** What comes of a call, also where the package never says. */
  async #told(call) {
    let timer;
    const patience = new Promise((_, reject) => {
      const never = new Rejection('timeout', `It neither answered nor failed within ${PATIENCE_MS} ms.`);
      timer = setTimeout(() => reject(never), PATIENCE_MS);
    });
    try {
      return await Promise.race([this.#ended.promise, patience, call()]);
    } catch (error) {
      throw error instanceof Rejection ? error : rejectionOf(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** By what the package throws: the body of a refusal as it is, an error of its own, or that of `fetch`. */
function rejectionOf(thrown) {
  if (thrown instanceof Error) return rejectionOfError(thrown);
  const { code: status, error: code, message = text(thrown) } = Object(parsed(thrown));
  if (typeof status === 'number') return new Rejection(reasonFor(status), message, { status });
  const reason = REASONS[code] ?? 'other';
  return new Rejection(reason, message, typeof code === 'string' ? { code } : {});
}

/** By the `error` of a body that has no status in it. */
const REASONS = { unauthorized: 'authentication', insufficient_user_authentication: 'authentication' };

function rejectionOfError({ message, cause }) {
  if (message === 'fetch failed') return new Rejection('network', cause?.code ?? message);
  const forbidden = /^(Operation not available|Link not found): /.test(message);
  return new Rejection(forbidden ? 'permission' : 'other', message);
}

/** The body of `application/problem+json` is thrown as text. */
function parsed(thrown) {
  try {
    return JSON.parse(thrown);
  } catch {
    return thrown;
  }
}

function text(value) {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
