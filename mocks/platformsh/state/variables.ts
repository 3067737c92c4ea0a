import type { ContainerSpec, ContainerVariable } from '../container/index.ts';
import type { Environment, Project, Variable } from './model.ts';

/** Whose variables they are. */
export type VariableOwner = Project | Environment;

/** What a variable is made with, besides what it begins with by its level. */
export type VariableRequest = Pick<Variable, 'name' | 'value'> & Partial<Variable>;

/** b8: a variable is seen at runtime, and by builds only where it belongs to the project. */
export const visibleInBuildsByDefault = (owner: VariableOwner) => !isEnvironment(owner);

/**
 * Set a variable that is not there yet.
 * @param now virtual time, milliseconds since the epoch
 */
export function addVariable(owner: VariableOwner, made: VariableRequest, now: number): Variable {
  const variable: Variable = {
    isJson: false,
    isSensitive: false,
    visibleBuild: visibleInBuildsByDefault(owner),
    visibleRuntime: true,
    isEnabled: true,
    isInheritable: true,
    applicationScope: [],
    ...made,
    createdAt: now,
    updatedAt: now,
  };
  owner.variables.push(variable);
  return variable;
}

export function isEnvironment(owner: VariableOwner): owner is Environment {
  return 'project' in owner;
}

export function removeVariable(owner: VariableOwner, variable: Variable): void {
  owner.variables.splice(owner.variables.indexOf(variable), 1);
}

/** A variable as it is seen at its owner: its own, or one of a parent environment. */
export interface SeenVariable {
  readonly variable: Variable;
  readonly inherited: boolean;
}

/** The variables of an owner by name: its own before those of its parents, the nearest first. */
export function seenVariables(owner: VariableOwner): SeenVariable[] {
  const own = owner.variables.map(variable => ({ variable, inherited: false }));
  const above = isEnvironment(owner) ? parentsOf(owner).flatMap(({ variables }) => variables) : [];
  const inherited = above
    .filter(({ isInheritable }) => isInheritable)
    .map(variable => ({ variable, inherited: true }));
  const byName = new Map([...own, ...inherited].reverse().map(seen => [seen.variable.name, seen]));
  return [...byName.values()].reverse();
}

/** The nearest first. */
function parentsOf({ parent }: Environment): Environment[] {
  return parent === undefined ? [] : [parent, ...parentsOf(parent)];
}

/** The variables of a project and of one environment, as the container model takes them. */
export function variablesOf(project: Project, environment: Environment): ContainerVariable[] {
  return [...atLevel(project, 'project'), ...atLevel(environment, 'environment')];
}

/** Everything that the container of an environment is made from. */
export function containerOf(environment: Environment): ContainerSpec {
  const { id, project, type } = environment;
  return {
    project: project.id,
    branch: id,
    environment: id,
    environmentType: type,
    variables: variablesOf(project, environment),
    parents: parentsOf(environment).map(parent => atLevel(parent, 'environment')),
  };
}

function atLevel({ variables }: VariableOwner, level: ContainerVariable['level']): ContainerVariable[] {
  return variables.map(({ name, value, isJson, isSensitive, isEnabled, isInheritable, ...seen }) => {
    const { visibleBuild, visibleRuntime } = seen;
    return {
      name,
      value,
      isJson,
      isSensitive,
      isEnabled,
      isInheritable,
      visibleBuild,
      visibleRuntime,
      level,
    };
  });
}
