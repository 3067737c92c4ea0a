import { ClientFailure } from '../../reference/failure.ts';
import { followActivity } from '../../reference/platformsh/activities.ts';
import { environmentPath, projectPath } from '../../reference/platformsh/platform.ts';
import { composed, type Variant } from '../mutant.ts';
import { transport } from '../wire.ts';
import { isLook } from './backups.ts';
import { withParts } from './composing.ts';

/** What an answer holds that has begun a backup. */
interface Begun {
  readonly _embedded: {
    readonly activities: readonly { readonly payload: { readonly backup_name: string } }[];
  };
}

/** Right clients that do work on a project in another style. The suite must fail none of them. */
export const workingVariants: readonly Variant[] = [
  {
    name: 'backup-without-links',
    differs: 'Posts a backup to its documented path, and reads no links before.',
    make: withParts(() => ({
      async createBackup(platform, input) {
        const { call, parts } = platform;
        const path = `${environmentPath(platform, input)}/backups`;
        const started = parts.startedActivity(await call('POST', { path }, { safe: true }));
        const wait = () => parts.followActivity(platform, projectPath(platform, input), started);
        const { id, state, result } = input.wait === false ? started : parts.succeeded(await wait());
        return { activity: id, state, result };
      },
    })),
  },
  {
    name: 'backup-told-by-name',
    differs: 'Tells the name of the backup, as the CLI prints it, and nothing more of one that has begun.',
    make: withParts(() => ({
      async createBackup(platform, input) {
        const { call, parts } = platform;
        const path = environmentPath(platform, input);
        const target = parts.backupTarget(await call('GET', { path }), { path, name: 'it' });
        const answer = (await call('POST', target, {})) as Begun;
        const activity = answer._embedded.activities[0]!.payload.backup_name;
        if (input.wait === false) return { activity };
        const started = parts.startedActivity(answer);
        const ended = await parts.followActivity(platform, projectPath(platform, input), started);
        const { state, result } = parts.succeeded(ended);
        return { activity, state, result };
      },
    })),
  },
  {
    name: 'backup-log-read-along',
    differs: 'Reads the log of an activity, until it ends, before every look.',
    make: composed(() => ({
      http: transport(async (request, send) => {
        if (isLook(request)) await send({ ...request, url: new URL(`${request.url}/log`) });
        return send(request);
      }),
    })),
  },
  {
    name: 'backup-looked-at-again',
    differs: 'Looks at an activity once more when a look has failed.',
    make: withParts(() => ({
      followActivity: (platform, path, started) =>
        followActivity(platform, path, started).catch(error => {
          if (error instanceof ClientFailure && error.status === 502)
            return followActivity(platform, path, started);
          throw error;
        }),
    })),
  },
  {
    name: 'variable-without-looking',
    differs: 'Creates a variable without looking whether it is there: the platform says so.',
    make: withParts(() => ({ variableExists: async () => false })),
  },
  {
    name: 'environment-found-in-list',
    differs: 'Finds the environment in the list of the project, and its backups by the link there.',
    make: withParts(() => ({
      async createBackup(platform, input) {
        const { call, parts, settings } = platform;
        const project = projectPath(platform, input);
        const id = input.environment ?? settings.environment;
        const list = (await call('GET', { path: `${project}/environments` })) as { id: string }[];
        const found = list.find(environment => environment.id === id);
        const path = environmentPath(platform, input);
        const target = parts.backupTarget(found, { path, name: String(id) });
        const started = parts.startedActivity(await call('POST', target, parts.backupBody()));
        const wait = () => parts.followActivity(platform, project, started);
        const ended = input.wait === false ? started : parts.succeeded(await wait());
        return { activity: ended.id, state: ended.state, result: ended.result };
      },
    })),
  },
];
