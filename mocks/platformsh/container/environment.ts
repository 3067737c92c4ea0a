import { sourceEnvironmentFile } from './environment-file.ts';
import { type ContainerVariable, effectiveVariables, type Phase, topLevelName } from './variables.ts';

/** Where the application lies in its container. */
export const APP_DIR = '/app';
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a container's environment is made from. */
export interface ContainerSpec {
  readonly project: string;
  /** Name of the Git branch. */
  readonly branch: string;
  /** Id of the environment; default: the branch. */
  readonly environment?: string;
  readonly environmentType?: 'production' | 'staging' | 'development';
  /** Of the project and of this environment. */
  readonly variables: readonly ContainerVariable[];
  /** Environment variables of the parent environments, the nearest first; default: none. */
  readonly parents?: readonly (readonly ContainerVariable[])[];
  /** Default: `runtime`. */
  readonly phase?: Phase;
  /** Text of the `.environment` file; it is read at runtime only, and has the last word. */
  readonly environmentFile?: string;
}

/**
 * The Unix environment that a program in an application container finds (P12, P24-P27, P30; b8): `env:`
 * variables on their own, all others in PLATFORM_VARIABLES, the platform's own variables above them.
 * @throws Error when a variable that is said to be JSON is none, or `.environment` asks too much of the model
 */
export function containerEnvironment(spec: ContainerSpec): Record<string, string> {
  const phase = spec.phase ?? 'runtime';
  const variables = effectiveVariables(spec.variables, spec.parents ?? [], phase);
  const environment: Record<string, string> = {
    PATH: SYSTEM_PATH,
    ...onTheirOwn(variables),
    ...provided(spec, phase),
    PLATFORM_VARIABLES: platformVariables(variables),
  };
  return phase === 'build' ? environment : sourceEnvironmentFile(spec.environmentFile ?? '', environment);
}

function onTheirOwn(variables: readonly ContainerVariable[]): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap(({ name, value }) => {
      const own = topLevelName(name);
      return own === undefined ? [] : [[own, value]];
    }),
  );
}

/** A build may serve several branches, so that it is told none (vendor's page "Use variables"). */
function provided(spec: ContainerSpec, phase: Phase): Record<string, string> {
  const always = { PLATFORM_PROJECT: spec.project, PLATFORM_APP_DIR: APP_DIR };
  if (phase === 'build') return always;
  return {
    ...always,
    PLATFORM_BRANCH: spec.branch,
    PLATFORM_ENVIRONMENT: spec.environment ?? spec.branch,
    ...(spec.environmentType && { PLATFORM_ENVIRONMENT_TYPE: spec.environmentType }),
  };
}

/** Base64 of a JSON object, `{}` without variables. */
function platformVariables(variables: readonly ContainerVariable[]): string {
  const others = variables.filter(({ name }) => topLevelName(name) === undefined);
  const object = Object.fromEntries(others.map(variable => [variable.name, contentOf(variable)]));
  return Buffer.from(JSON.stringify(object), 'utf8').toString('base64');
}

function contentOf({ name, value, isJson }: ContainerVariable): unknown {
  if (!isJson) return value;
  try {
    return JSON.parse(value);
  } catch {
    // Without the parser's message: it quotes the value, which may be secret.
    throw new Error(
      `Failed to make PLATFORM_VARIABLES: the value of "${name}" is no JSON. Give JSON, or set isJson to false.`,
    );
  }
}
