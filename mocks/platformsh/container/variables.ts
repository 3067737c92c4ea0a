/** A variable of a project or of an environment, as the API keeps it (b8). */
export interface ContainerVariable {
  /** With its prefix: `env:` puts it on its own, anything else goes to PLATFORM_VARIABLES. */
  readonly name: string;
  /** The text that was given; JSON text when `isJson`. */
  readonly value: string;
  readonly isJson: boolean;
  /** Hides the value from the API and the console, never from the container. */
  readonly isSensitive: boolean;
  readonly isEnabled: boolean;
  /** Whether child environments see it; says something of environment variables only. */
  readonly isInheritable: boolean;
  readonly visibleBuild: boolean;
  readonly visibleRuntime: boolean;
  readonly level: 'project' | 'environment';
}

/** When a container looks at its variables: in the build hook, or afterwards. */
export type Phase = 'build' | 'runtime';

/** The prefix that makes a variable a Unix environment variable of its own (P26). */
const TOP_LEVEL = 'env:';
const LONGEST_NAME = 256;

/**
 * What is wrong with a variable's name (b8).
 * @returns the reason, fit for the API's `detail.name`; undefined when the name may be used
 */
export function variableNameFault(name: string): string | undefined {
  if (name === '') return 'The name is empty.';
  if (name.length > LONGEST_NAME) return `The name is longer than ${LONGEST_NAME} characters.`;
  if (/\s/.test(name)) return 'The name contains a blank.';
  if (name.startsWith(TOP_LEVEL) && !/^[a-z][a-z0-9_]*$/i.test(name.slice(TOP_LEVEL.length)))
    return `After "${TOP_LEVEL}" comes a letter, then letters, digits and underscores only.`;
  return undefined;
}

/** The name that a program in the container finds the variable by on its own; undefined without `env:`. */
export function topLevelName(name: string): string | undefined {
  return name.startsWith(TOP_LEVEL) ? name.slice(TOP_LEVEL.length).toUpperCase() : undefined;
}

/**
 * The variables that hold in an environment: the environment's own before those it inherits, the nearest
 * parent first, before the project's (vendor's page "Variables overview", Overrides). One that is not visible
 * in this phase does not take part, so that a build sees the project's value beside an environment's that is
 * for runtime only. A disabled one is absent and also hides what it would override (assumed).
 * @param own of the project and of the environment, in any order
 * @param parents environment variables of the parent environments, the nearest first
 */
export function effectiveVariables(
  own: readonly ContainerVariable[],
  parents: readonly (readonly ContainerVariable[])[],
  phase: Phase,
): ContainerVariable[] {
  const inherited = parents.toReversed().flat().filter(inheritable);
  const weakestFirst = [
    ...own.filter(({ level }) => level === 'project'),
    ...inherited,
    ...own.filter(({ level }) => level === 'environment'),
  ].filter(variable => visibleIn(variable, phase));
  // By what the container calls them: env:foo and env:FOO are one variable there, foo and FOO are two.
  const byName = new Map(weakestFirst.map(variable => [containerName(variable.name), variable]));
  return [...byName.values()].filter(({ isEnabled }) => isEnabled);
}

function inheritable({ level, isInheritable }: ContainerVariable): boolean {
  return level === 'environment' && isInheritable;
}

function visibleIn({ visibleBuild, visibleRuntime }: ContainerVariable, phase: Phase): boolean {
  return phase === 'build' ? visibleBuild : visibleRuntime;
}

function containerName(name: string): string {
  const own = topLevelName(name);
  return own === undefined ? name : TOP_LEVEL + own;
}
