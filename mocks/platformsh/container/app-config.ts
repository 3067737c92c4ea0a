import { parse } from 'yaml';

/** A scheduled task of `.platform.app.yaml`. */
export interface CronTask {
  readonly name: string;
  /** When, in five fields. */
  readonly spec: string;
  /** What, as a script. */
  readonly script: string;
}

/** What of `.platform.app.yaml` the model runs. */
export interface AppConfig {
  /** Script of the build hook; empty without one. */
  readonly buildHook: string;
  readonly crons: readonly CronTask[];
}

/**
 * Read `hooks.build` and `crons` out of a `.platform.app.yaml` (P29, P33). A task's script stands under `cmd`,
 * as on the page, or under `commands.start`, as today.
 * @throws Error when the text is no YAML mapping, or a task lacks its spec or its script
 */
export function readAppConfig(yaml: string): AppConfig {
  const root = mapping(parsed(yaml), 'the file');
  const hooks = mapping(root.hooks ?? {}, 'hooks');
  const crons = Object.entries(mapping(root.crons ?? {}, 'crons'));
  return {
    buildHook: text(hooks.build ?? '', 'hooks.build'),
    crons: crons.map(([name, task]) => cronTask(name, task)),
  };
}

function cronTask(name: string, value: unknown): CronTask {
  const task = mapping(value, `crons.${name}`);
  const commands = mapping(task.commands ?? {}, `crons.${name}.commands`);
  return {
    name,
    spec: text(task.spec, `crons.${name}.spec`),
    script: text(commands.start ?? task.cmd, `crons.${name}.commands.start`),
  };
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    throw refused(`it is no YAML (${(error as Error).message.split('\n')[0]})`);
  }
}

function mapping(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(`${where} is no mapping`);
  return value as Record<string, unknown>;
}

function text(value: unknown, where: string): string {
  if (typeof value !== 'string') throw refused(`${where} is no text`);
  return value;
}

function refused(why: string): Error {
  return new Error(
    `Failed to read .platform.app.yaml: ${why}. Compare it with the sample in mocks/platformsh/container/README.md.`,
  );
}
