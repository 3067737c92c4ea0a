import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { followActivity, isOver, succeeded } from '../../reference/platformsh/activities.ts';
import { createBackup } from '../../reference/platformsh/backups.ts';
import { composed, type Mutant } from '../mutant.ts';
import { type SendOne, transport } from '../wire.ts';
import { withParts } from './composing.ts';
import { invoking } from './working.ts';

const MOST_LOOKS = 20;
const BOTH_FLAGS = 'The flag is the same in a cron hook.';

/** Read the log of an activity, over and over, until a line seals it. */
async function readSealedLog(request: HttpRequest, send: SendOne): Promise<void> {
  const url = new URL(`${request.url}/log`);
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const { body } = await send({ ...request, url });
    if (String(body).includes('"seal"')) return;
  }
  throw new ClientFailure('timeout', 'The log of the activity has not been sealed.');
}

/** Whether a request looks at an activity. */
export function isLook({ method, url }: HttpRequest): boolean {
  return method === 'GET' && /\/activities\/[^/]+$/.test(url.pathname);
}

/** Clients that go wrong with what takes its time. */
export const backupMutants: readonly Mutant[] = [
  {
    name: 'backup-waits-anyway',
    wrong: 'Waits for the end of a backup though it was told not to.',
    fault: 11,
    breaks: ['PSH-10', 'PSH-34'],
    because: BOTH_FLAGS,
    make: withParts(() => ({
      createBackup: (platform, input) => createBackup(platform, { ...input, wait: true }),
    })),
  },
  {
    name: 'backup-watched-in-background',
    wrong: 'Answers at once, and goes on looking at the activity.',
    fault: 11,
    breaks: ['PSH-10', 'PSH-34'],
    because: BOTH_FLAGS,
    make: withParts(() => ({
      async createBackup(platform, input) {
        const { call, settings } = platform;
        const told = (await createBackup(platform, input)) as { activity: string };
        const path = `/projects/${input.project ?? settings.project}/activities/${told.activity}`;
        if (input.wait === false) void call('GET', { path }).catch(() => {});
        return told;
      },
    })),
  },
  {
    name: 'backup-begun-told-as-done',
    wrong: 'Tells a backup that has begun as one that is complete.',
    fault: 11,
    breaks: ['PSH-10', 'PSH-34'],
    because: BOTH_FLAGS,
    make: withParts(() => ({
      createBackup: async (platform, input) => ({
        ...((await createBackup(platform, input)) as object),
        state: 'complete',
        result: 'success',
      }),
    })),
  },
  {
    name: 'backup-pending-is-done',
    wrong: 'Takes an activity for done while it is pending.',
    fault: 11,
    breaks: ['PSH-10'],
    make: withParts(() => ({
      followActivity: async (_platform, _path, started) => ({
        ...started,
        state: 'complete',
        result: 'success',
      }),
    })),
  },
  {
    name: 'backup-under-way-is-done',
    wrong: 'Takes an activity for done as soon as it is no longer pending.',
    fault: 11,
    breaks: ['PSH-10'],
    make: withParts(() => ({
      isOver: ({ state }) => state !== 'pending',
      succeeded: activity => (activity.state === 'in_progress' ? activity : succeeded(activity)),
    })),
  },
  {
    name: 'backup-failure-is-success',
    wrong: 'Takes every activity that is complete for a success.',
    fault: 11,
    breaks: ['PSH-10'],
    make: withParts(() => ({ succeeded: activity => ({ ...activity, result: 'success' }) })),
  },
  {
    name: 'backup-log-without-seal-hangs',
    wrong: 'Reads the log of an activity until it is sealed, and does not look at the activity before.',
    fault: 11,
    breaks: ['PSH-10'],
    make: composed(() => ({
      http: transport(async (request, send) => {
        if (isLook(request)) await readSealedLog(request, send);
        return send(request);
      }),
    })),
  },
  {
    name: 'backup-failed-look-is-end',
    wrong: 'Takes a look that fails for the end of the activity.',
    fault: 11,
    breaks: ['PSH-10'],
    make: withParts(() => ({
      async followActivity(platform, path, started) {
        try {
          return await followActivity(platform, path, started);
        } catch (error) {
          if (!(error instanceof ClientFailure && (error.status ?? 0) >= 500)) throw error;
          return { ...started, state: 'complete', result: 'success' };
        }
      },
      isOver,
    })),
  },
  {
    name: 'backup-asked-for-twice',
    wrong: 'Asks for another backup when a look at the first one fails.',
    breaks: ['PSH-10'],
    make: invoking('backup.create', async (invocation, invoke) => {
      const outcome = await invoke(invocation);
      const again = outcome.outcome === 'rejected' && outcome.status === 502;
      return again ? invoke(invocation) : outcome;
    }),
  },
];
