import type { ClientModule } from '../../../src/protocol/index.ts';
import reference from '../../reference/index.ts';
import { settings } from '../../reference/platformsh/settings.ts';
import type { Mutant } from '../mutant.ts';
import { withParts } from './composing.ts';
import { invoking, onContainer, rejection } from './working.ts';

/** A client that takes a backup of a branch whenever it is asked whether it is there. */
function selfWilled(): ClientModule {
  const client = reference();
  const branches: string[] = [];
  return {
    ...client,
    'session/open': params => {
      if (onContainer(params.env) && params.env.PLATFORM_BRANCH !== 'master') branches.push(params.session);
      return client['session/open']!(params);
    },
    ping: async params => {
      const session = branches.pop();
      if (session !== undefined)
        await client['session/invoke']!({ session, operation: 'backup.create', input: { wait: false } });
      return client.ping!(params);
    },
  };
}

/** Clients that go wrong on an application container. */
export const containerMutants: readonly Mutant[] = [
  {
    name: 'container-variables-as-json',
    wrong: 'Reads PLATFORM_VARIABLES as JSON before it waits on a container, though it is base64.',
    fault: 13,
    breaks: ['PSH-31'],
    make: invoking('backup.create', async (invocation, invoke, env) => {
      const { PLATFORM_VARIABLES: variables } = env;
      if (variables === undefined || invocation.input.wait === false) return undefined;
      await invoke({ ...invocation, operation: 'environments.list', input: {} });
      try {
        JSON.parse(variables);
        return undefined;
      } catch {
        return rejection('malformed-response', 'PLATFORM_VARIABLES is not JSON.');
      }
    }),
  },
  {
    name: 'container-token-inside-variables',
    wrong: 'Looks for the API token inside PLATFORM_VARIABLES.',
    fault: 13,
    breaks: ['PSH-09'],
    make: withParts(() => ({
      settings(params) {
        const { PLATFORM_VARIABLES: variables = '', PLATFORMSH_CLI_TOKEN: _, ...env } = params.env;
        const inside = Object(JSON.parse(Buffer.from(variables, 'base64').toString() || '{}'));
        const token: unknown = inside['env:PLATFORMSH_CLI_TOKEN'];
        const found = typeof token === 'string' ? { PLATFORMSH_CLI_TOKEN: token } : {};
        return settings({ ...params, env: { ...env, ...found } });
      },
    })),
  },
  {
    name: 'container-backs-up-unasked',
    wrong: 'Takes a backup of a branch of its own accord.',
    breaks: ['PSH-32'],
    make: selfWilled,
  },
  {
    name: 'cron-wants-confirmation',
    wrong: 'Wants somebody to confirm a backup of production, though nobody is there.',
    breaks: ['PSH-33'],
    make: invoking('backup.create', async (invocation, invoke, env) => {
      if (env.PLATFORM_BRANCH !== 'master' || invocation.input.wait !== false) return undefined;
      await invoke({ ...invocation, operation: 'environments.list', input: {} });
      return rejection('other', 'Nobody has confirmed the backup of master.');
    }),
  },
  {
    name: 'cron-waits-anyway',
    wrong: 'Waits for the end of what it does on production, though it was told not to.',
    fault: 11,
    breaks: ['PSH-34'],
    make: invoking('backup.create', async (invocation, invoke, env) =>
      env.PLATFORM_BRANCH === 'master' && invocation.input.wait === false
        ? invoke({ ...invocation, input: { ...invocation.input, wait: true } })
        : undefined,
    ),
  },
];
