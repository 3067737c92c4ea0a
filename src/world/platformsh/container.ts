import {
  type AppConfig,
  type Build,
  containerEnvironment,
  findProgram,
  readAppConfig,
  runBuild,
  runCron,
} from '../../../mocks/platformsh/container/index.ts';
import { containerOf, type Environment } from '../../../mocks/platformsh/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { invoke, moveClocks } from '../sessions.ts';
import { theClient } from './session.ts';
import { storyOf, theProject } from './story.ts';

/** A client on an application container: what it finds there, and the cron hook that calls it. */

const DAY_MS = 24 * 3_600_000;

/** The samples of the page, as one file (P29, P33). */
const SAMPLE = `
hooks:
    build: |
        curl -sS https://platform.sh/cli/installer | php
crons:
    backup:
        spec: '0 5 * * *'
        cmd: |
            if [ "$PLATFORM_BRANCH" = master ]; then
                platform backup:create --yes --no-wait
            fi
`;

/** What a build leaves that runs the documented build hook. */
export function documentedBuild(): Build {
  return runBuild(readAppConfig(SAMPLE).buildHook);
}

/** The environment of this name of the project. */
export function environmentNamed(world: CaseWorld, id: string): Environment {
  const found = theProject(world).environments.find(environment => environment.id === id);
  if (found === undefined) throw new Error(`Failed to find "${id}": the project has no such environment.`);
  return found;
}

/**
 * The Unix environment on the container of an environment, where the sample's build hook has run.
 * @throws Error when the CLI cannot be found there
 */
export function unixEnvironment(environment: Environment, config: AppConfig = readAppConfig(SAMPLE)) {
  const { environmentFile, programs } = runBuild(config.buildHook);
  const found = containerEnvironment({ ...containerOf(environment), environmentFile });
  if (findProgram('platform', found, programs) === undefined)
    throw new Error('Failed to prepare: there is no CLI on the container.');
  return found;
}

/** The CLI that the container of an environment finds by its PATH, where `program` is the one there is. */
export function cliOnPath(environment: Environment, program: string): string | undefined {
  return findProgram('platform', unixEnvironment(environment), [program]);
}

/** Let the client be on a container: it is given nothing, and finds what it needs. */
export async function goToContainer(world: CaseWorld, environment: Environment): Promise<void> {
  storyOf(world).env = unixEnvironment(environment);
  await theClient(world);
}

/**
 * Let a day pass on a container: its cron hook calls the client when it is due.
 * @returns the moments at which it was due, in milliseconds since the epoch
 */
export async function passDay(world: CaseWorld, environment: Environment): Promise<number[]> {
  const config = readAppConfig(SAMPLE);
  const from = world.sandbox.clock.now();
  const runs = await runCron(
    config.crons[0]!,
    unixEnvironment(environment, config),
    from,
    from + DAY_MS,
    async (argv, _environment, at) => {
      if (world.timeMoves) await moveClocks(world, at);
      await runCommand(world, argv);
    },
  );
  return runs.map(({ at }) => at);
}

/** What the page's command asks of any client. */
async function runCommand(world: CaseWorld, argv: readonly string[]): Promise<void> {
  const [program, command, ...flags] = argv;
  if (program !== 'platform' || command !== 'backup:create')
    throw new Error(`Failed to run "${argv.join(' ')}": the cases know platform backup:create.`);
  await invoke(world, 'client', 'backup.create', { wait: !flags.includes('--no-wait') });
}
