import type { Request, RequestHandler, Response } from 'express';
import { contextOf, insist, ProviderError, parseJson, rawBody } from '../../kernel/index.ts';
import { date, escaped, links, sendJson } from '../answers.ts';
import { variableNameFault } from '../container/index.ts';
import {
  requestedEnvironment,
  requestedProject,
  requireOnEnvironment,
  requireOnProject,
  userOf,
} from '../guard.ts';
import { needed } from '../metadata.ts';
import type { Activity, User, Variable } from '../state/model.ts';
import {
  addVariable,
  isEnvironment,
  removeVariable,
  type SeenVariable,
  seenVariables,
  type VariableOwner,
  type VariableRequest,
  visibleInBuildsByDefault,
} from '../state/variables.ts';
import { stateOf } from '../state.ts';
import { activityOf } from './activities.ts';
import { type Body, bodyOf, optional, requiredText } from './body.ts';
import { placeOf } from './environments.ts';

/** Variables of a project and of an environment (b8), by one set of handlers: the path says whose. */
export const listVariables: RequestHandler = (req, res) => {
  const owner = requestedOwner(req, res);
  sendJson(
    res,
    200,
    seenVariables(owner).map(seen => entity(req, owner, seen)),
  );
};

export const getVariable: RequestHandler = (req, res) => {
  const owner = requestedOwner(req, res);
  sendJson(res, 200, entity(req, owner, requestedVariable(req, seenVariables(owner))));
};

export const postVariable: RequestHandler = (req, res) => {
  rememberSecret(req, parseJson(rawBody(req)));
  const owner = writableOwner(req, res);
  const { variable, activity } = createVariable(req, userOf(res), owner, fieldsOf(bodyOf(req), owner));
  sendDone(req, res, 201, owner, variable, activity);
};

export const patchVariable: RequestHandler = (req, res) => {
  rememberSecret(req, parseJson(rawBody(req)));
  const owner = writableOwner(req, res);
  const { variable } = requestedVariable(req, ownVariables(owner));
  const body = bodyOf(req);
  if (variable.isSensitive) rememberSecret(req, { ...body, is_sensitive: true });
  const change = fieldsOf({ ...bodyLike(variable), ...body, name: variable.name }, owner);
  requireStillSensitive(req, variable, change);
  Object.assign(variable, change, { updatedAt: contextOf(req).sandbox.clock.now() });
  sendDone(req, res, 200, owner, variable, note(req, userOf(res), owner, 'update', variable));
};

export const deleteVariable: RequestHandler = (req, res) => {
  const owner = writableOwner(req, res);
  const { variable } = requestedVariable(req, ownVariables(owner));
  removeVariable(owner, variable);
  const activities = [activityOf(req, note(req, userOf(res), owner, 'delete', variable))];
  sendJson(res, 200, { status: 'OK', code: 200, _embedded: { activities } });
};

/**
 * A new variable, and the activity that tells of it.
 * @throws ProviderError `conflict` when its owner has one of that name (d12)
 */
export function createVariable(req: Request, user: User, owner: VariableOwner, made: VariableRequest) {
  const ok = owner.variables.every(({ name }) => name !== made.name);
  const decision = { check: 'variable has a name of its own', expected: 'a free name', got: made.name, ok };
  insist(req, decision, 'conflict', { what: 'variable', name: 'Not unique.' });
  const variable = addVariable(owner, made, contextOf(req).sandbox.clock.now());
  return { variable, activity: note(req, user, owner, 'create', variable) };
}

/**
 * What a body says of a variable (b8).
 * @throws ProviderError `fields_invalid`
 */
export function fieldsOf(body: Body, owner: VariableOwner): VariableRequest {
  const name = nameOf(body);
  const isJson = optional(body, 'is_json', false);
  const value = optional(body, 'value', '');
  if (value === '' || (isJson && !isJsonText(value)))
    throw new ProviderError('fields_invalid', `no value for ${name}`, { value: 'Not a valid value.' });
  return {
    name,
    value,
    isJson,
    isSensitive: optional(body, 'is_sensitive', false),
    visibleBuild: optional(body, 'visible_build', visibleInBuildsByDefault(owner)),
    visibleRuntime: optional(body, 'visible_runtime', true),
    isEnabled: optional(body, 'is_enabled', true),
    isInheritable: optional(body, 'is_inheritable', true),
    applicationScope: scopeOf(body),
  };
}

function nameOf(body: Body): string {
  const name = requiredText(body, 'name');
  // What is blank at either end is looked at too.
  const fault = variableNameFault(String(body.name));
  if (fault !== undefined) throw new ProviderError('fields_invalid', fault, { name: fault });
  return name;
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function scopeOf({ application_scope: scope = [] }: Body): readonly string[] {
  if (Array.isArray(scope) && scope.every(one => typeof one === 'string')) return scope;
  throw new ProviderError('fields_invalid', 'application_scope', {
    application_scope: 'Not a list of names.',
  });
}

/** Whatever comes of the request: what its sender calls sensitive is a secret from now on. */
export function rememberSecret(req: Request, body: unknown): void {
  const { value, is_sensitive } = (body ?? {}) as Body;
  if (is_sensitive === true && typeof value === 'string' && value !== '')
    stateOf(req).sensitiveValues.add(value);
}

/** A variable in the words of a body, so that a change may leave out what stays. */
const bodyLike = (variable: Variable): Body => ({
  value: variable.value,
  is_json: variable.isJson,
  is_sensitive: variable.isSensitive,
  visible_build: variable.visibleBuild,
  visible_runtime: variable.visibleRuntime,
  is_enabled: variable.isEnabled,
  is_inheritable: variable.isInheritable,
  application_scope: variable.applicationScope,
});

/** P28, b8: what was sensitive once stays so. */
function requireStillSensitive(req: Request, variable: Variable, change: VariableRequest): void {
  const ok = !variable.isSensitive || change.isSensitive === true;
  const got = ok ? 'kept' : 'is_sensitive: false';
  const decision = { check: 'sensitive variable stays sensitive', expected: 'kept', got, ok };
  insist(req, decision, 'fields_invalid', { is_sensitive: 'A sensitive variable stays sensitive.' });
}

function requestedOwner(req: Request, res: Response): VariableOwner {
  return req.params.environment === undefined ? requestedProject(req, res) : requestedEnvironment(req, res);
}

function writableOwner(req: Request, res: Response): VariableOwner {
  const owner = requestedOwner(req, res);
  requireWritable(req, res, owner);
  return owner;
}

/** @throws ProviderError `forbidden` */
export function requireWritable(req: Request, res: Response, owner: VariableOwner): void {
  if (isEnvironment(owner)) requireOnEnvironment(req, res, owner, needed.variables, 'manage variables');
  else requireOnProject(req, res, owner, needed.variables, 'manage variables');
}

const ownVariables = (owner: VariableOwner) => seenVariables(owner).filter(({ inherited }) => !inherited);

/** By its name, which the path has percent-encoded, once (d10). */
function requestedVariable(req: Request, variables: readonly SeenVariable[]): SeenVariable {
  const name = String(req.params.name);
  const seen = variables.find(({ variable }) => variable.name === name);
  if (seen === undefined) throw new ProviderError('not_found', `no variable ${name}`, { what: 'variable' });
  return seen;
}

/** What everybody on the project reads: the name of the variable, never its value. */
function note(req: Request, user: User, owner: VariableOwner, verb: string, { name }: Variable): Activity {
  const [level, environment] = isEnvironment(owner) ? ['environment', owner] : ['project', undefined];
  return stateOf(req).activities.note({
    type: `${level}.variable.${verb}`,
    project: isEnvironment(owner) ? owner.project : owner,
    environment,
    user,
    deed: `${verb}d the variable ${name}`,
    payload: { variable: { name } },
  });
}

function sendDone(
  req: Request,
  res: Response,
  code: 200 | 201,
  owner: VariableOwner,
  variable: Variable,
  activity: Activity,
): void {
  sendJson(res, code, {
    status: code === 201 ? 'Created' : 'OK',
    code,
    _embedded: {
      entity: entity(req, owner, { variable, inherited: false }),
      activities: [activityOf(req, activity)],
    },
  });
}

/** A variable as it is shown (b8): without its value where that is sensitive (P28). */
function entity(req: Request, owner: VariableOwner, { variable, inherited }: SeenVariable): object {
  const at = `${isEnvironment(owner) ? placeOf(owner) : `/projects/${owner.id}`}/variables`;
  const self = `${at}/${escaped(variable.name)}`;
  const ofEnvironment = isEnvironment(owner) && {
    project: owner.project.id,
    environment: owner.id,
    inherited,
    is_enabled: variable.isEnabled,
    is_inheritable: variable.isInheritable,
  };
  return {
    id: variable.name,
    name: variable.name,
    ...shownValue(variable),
    attributes: {},
    is_json: variable.isJson,
    is_sensitive: variable.isSensitive,
    visible_build: variable.visibleBuild,
    visible_runtime: variable.visibleRuntime,
    application_scope: variable.applicationScope,
    ...ofEnvironment,
    created_at: date(variable.createdAt),
    updated_at: date(variable.updatedAt),
    _links: links(req, { self, '#edit': self, '#delete': self }),
  };
}

/** The value is there, unless it is sensitive. */
export function shownValue({ value, isSensitive }: Variable): { value?: string } {
  return isSensitive ? {} : { value };
}
