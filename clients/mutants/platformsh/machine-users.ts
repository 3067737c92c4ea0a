import type { RejectedOutcome } from '../../../src/protocol/index.ts';
import { ClientFailure } from '../../reference/failure.ts';
import { createSshKey, listEnvironments, listSshKeys } from '../../reference/platformsh/account.ts';
import { createBackup } from '../../reference/platformsh/backups.ts';
import { projectPath } from '../../reference/platformsh/platform.ts';
import { refusesToken } from '../../reference/platformsh/refusal.ts';
import { createVariable } from '../../reference/platformsh/variables.ts';
import { wrapped } from '../composing.ts';
import { composed, type Mutant } from '../mutant.ts';
import { sendingAgain, tokenOf } from '../wire.ts';
import { withParts } from './composing.ts';
import { invoking, onContainer, rejection } from './working.ts';

const isPermission = (error: unknown) => error instanceof ClientFailure && error.reason === 'permission';

/** A public key that a client has made itself, which no user asked for. */
const OWN_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f made-by-the-client';

/** Clients that go wrong with what their user may do, and with who their user is. */
export const machineUserMutants: readonly Mutant[] = [
  {
    name: 'body-left-out',
    wrong: 'Sends a task without the body that says which one.',
    breaks: ['PSH-13'],
    make: wrapped(client => ({
      'session/request': params =>
        client['session/request']!(params.path?.endsWith('-operation') ? { ...params, body: null } : params),
    })),
  },
  {
    name: 'task-begun-twice',
    wrong: 'Sends a task a second time, to be sure.',
    breaks: ['PSH-13'],
    make: wrapped(client => ({
      'session/request': async params => {
        const outcome = await client['session/request']!(params);
        const isTask = /\/(?:redeploy|source-operation)$/.test(params.path ?? '');
        const begun = outcome.outcome === 'response' && outcome.status === 201;
        return isTask && begun ? client['session/request']!(params) : outcome;
      },
    })),
  },
  {
    name: 'permission-asked-again',
    wrong: 'Repeats a call that was refused for want of a permission.',
    breaks: ['PSH-17'],
    make: composed(() => ({
      http: sendingAgain(({ status }, request) => status === 403 && tokenOf(request) !== undefined, 3),
    })),
  },
  {
    name: 'permission-taken-for-dead-token',
    wrong: 'Obtains a new token when a permission is missing, and repeats the call.',
    breaks: ['PSH-17'],
    make: withParts(() => ({ refusesToken: response => response.status === 403 || refusesToken(response) })),
  },
  {
    name: 'permission-missing-is-success',
    wrong: 'Hands the refusal of a change over as an empty success.',
    breaks: ['PSH-17'],
    make: wrapped(client => ({
      'session/request': async params => {
        const outcome = await client['session/request']!(params);
        const hidden = params.method === 'POST' && outcome.outcome === 'response' && outcome.status === 403;
        return hidden ? { ...outcome, status: 200, body: '' } : outcome;
      },
    })),
  },
  {
    name: 'variable-forbidden-is-success',
    wrong: 'Tells a variable that its user may not set as created.',
    breaks: ['PSH-17'],
    make: withParts(() => ({
      createVariable: (platform, input) =>
        createVariable(platform, input).catch(error => {
          if (isPermission(error)) return { name: String(input.name) };
          throw error;
        }),
    })),
  },
  {
    name: 'environments-of-everybody',
    wrong: 'Lists the environments that projects usually have, whatever its user may see.',
    breaks: ['PSH-17'],
    make: invoking('environments.list', async (invocation, invoke, env) => {
      const outcome = await invoke(invocation);
      const seen = outcome.outcome === 'ok' && Array.isArray(outcome.value) ? outcome.value : undefined;
      if (seen === undefined || onContainer(env)) return outcome;
      const isSeen = seen.some(one => Object(one).id === 'staging');
      return { outcome: 'ok', value: isSeen ? seen : [...seen, { id: 'staging' }] };
    }),
  },
  {
    name: 'foreign-project-is-empty',
    wrong: 'Tells a project that its user may not see as one without environments.',
    breaks: ['PSH-17'],
    make: withParts(() => ({
      listEnvironments: (platform, input) =>
        listEnvironments(platform, input).catch(error => {
          if (isPermission(error)) return [];
          throw error;
        }),
    })),
  },
  {
    name: 'backup-wants-a-key',
    wrong: 'Creates no backup for a user who has no SSH key.',
    breaks: ['PSH-18'],
    make: invoking('backup.create', async (invocation, invoke, env) => {
      if (onContainer(env)) return undefined;
      const keys = await invoke({ ...invocation, operation: 'ssh-key.list', input: {} });
      const none = keys.outcome === 'ok' && Array.isArray(keys.value) && keys.value.length === 0;
      return none ? rejection('other', 'There is no SSH key. Register one first.') : undefined;
    }),
  },
  {
    name: 'backup-makes-a-key',
    wrong: 'Registers an SSH key that it has made for a user who has none, before it creates a backup.',
    breaks: ['PSH-18'],
    make: withParts(() => ({
      async createBackup(platform, input) {
        const keys = (await listSshKeys(platform)) as unknown[];
        if (keys.length === 0) await createSshKey(platform, { title: 'cli', value: OWN_KEY });
        return createBackup(platform, input);
      },
    })),
  },
  {
    name: 'backup-forbidden-is-success',
    wrong: 'Tells a backup that its user may not create as done.',
    breaks: ['PSH-18'],
    make: withParts(() => ({
      createBackup: (platform, input) =>
        createBackup(platform, input).catch(error => {
          if (isPermission(error)) return { activity: '', state: 'complete', result: 'success' };
          throw error;
        }),
    })),
  },
  {
    name: 'backup-link-missing-unexplained',
    wrong: 'Tells a missing link as an answer that it could not read.',
    breaks: ['PSH-18'],
    make: withParts(() => ({
      createBackup: (platform, input) =>
        createBackup(platform, input).catch(error => {
          if (isPermission(error)) throw new ClientFailure('malformed-response', 'There is no #backup link.');
          throw error;
        }),
    })),
  },
  {
    name: 'backup-of-somebody-else',
    wrong: 'Takes a backup that is under way already for its own.',
    breaks: ['PSH-20'],
    make: withParts(() => ({
      async createBackup(platform, input) {
        const path = `${projectPath(platform, input)}/activities`;
        const query: [string, string][] = [['type', 'environment.backup']];
        const [other] = (await platform.call('GET', { path, query }).catch(() => [])) as { id: string }[];
        const own = (await createBackup(platform, input)) as { activity: string };
        return other === undefined ? own : { ...own, activity: other.id };
      },
    })),
  },
  {
    name: 'key-title-encoded',
    wrong: 'Percent-encodes the title of an SSH key.',
    breaks: ['PSH-11'],
    make: withParts(() => ({
      createSshKey: (platform, input) =>
        createSshKey(platform, { ...input, title: encodeURIComponent(String(input.title)) }),
    })),
  },
  {
    name: 'key-refused-is-success',
    wrong: 'Takes the refusal of an SSH key for a success.',
    fault: 12,
    breaks: ['PSH-11'],
    make: withParts(() => ({
      createSshKey: (platform, input) =>
        createSshKey(platform, input).catch(error => {
          if (error instanceof ClientFailure && error.status !== undefined) return { id: '0' };
          throw error;
        }),
    })),
  },
  {
    name: 'key-refused-for-login',
    wrong: 'Tells its caller to log in again when an SSH key is refused.',
    breaks: ['PSH-11'],
    make: invoking('ssh-key.create', async (invocation, invoke) => {
      const outcome = await invoke(invocation);
      if (outcome.outcome !== 'rejected') return outcome;
      return { ...outcome, reason: 'authentication', message: 'Log in again.' } satisfies RejectedOutcome;
    }),
  },
  {
    name: 'keys-without-titles',
    wrong: 'Lists SSH keys by their fingerprints, under the name of titles.',
    breaks: ['PSH-11'],
    make: withParts(() => ({
      listSshKeys: async platform =>
        ((await listSshKeys(platform)) as { id: string }[]).map(({ id }) => ({
          id,
          title: `key ${id}`,
        })),
    })),
  },
  {
    name: 'keys-of-nobody',
    wrong: 'Lists a key of its own making for a user who has none.',
    breaks: ['PSH-11'],
    make: withParts(() => ({
      listSshKeys: async platform => {
        const keys = (await listSshKeys(platform)) as { id: string; title: string }[];
        return keys.length === 0 ? [{ id: '0', title: 'default' }] : keys;
      },
    })),
  },
];
