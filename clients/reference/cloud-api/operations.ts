import type { Params } from '../../../src/protocol/index.ts';
import { members, parsed, rows, text } from '../documented-form.ts';
import type { HttpResponse } from '../http.ts';
import { withoutSecrets } from '../secrets.ts';
import type { Operation, Value } from '../session.ts';
import type { Parts } from './parts.ts';

type Call = Pick<Params<'session/request'>, 'method' | 'path' | 'query' | 'body'>;
type Input = Params<'session/invoke'>['input'];

/** Makes a call; resolves with the answer's JSON. */
export type JsonCall = (call: Call) => Promise<unknown>;

/**
 * What `session/invoke` can be asked for.
 * @param call makes an authenticated call
 * @param secrets what a failure must not repeat
 */
export function operationsOf(
  call: (params: Omit<Params<'session/request'>, 'session'>) => Promise<HttpResponse>,
  parts: Parts,
  secrets: () => readonly (string | undefined)[],
): Readonly<Record<string, Operation>> {
  const json = jsonCall(call, parts);
  const guarded =
    (operation: (json: JsonCall, input: Input) => Promise<Value>): Operation =>
    input =>
      withoutSecrets(secrets, () => operation(json, input));
  return {
    'projects.list': guarded(parts.listProjects),
    'projects.create': guarded(parts.createProject),
    'keys.create': guarded(parts.createKey),
    'usage.get': guarded(parts.getUsage),
    'user.get': guarded(parts.getUser),
  };
}

/** The list is wrapped, and its items have no date. */
export async function listProjects(call: JsonCall): Promise<Value> {
  const { data } = members(await call({ method: 'GET', path: '/projects', body: null }));
  return rows(data).map(({ id, name, region }) => ({
    id: text(id),
    name: text(name),
    region: text(region),
  }));
}

/** The new project is not wrapped. */
export async function createProject(call: JsonCall, input: Input): Promise<Value> {
  const { name, region } = input as Readonly<Record<string, string>>;
  const project = members(
    await call({ method: 'POST', path: '/projects', body: { json: { name: name!, region: region! } } }),
  );
  return {
    id: text(project.id),
    name: text(project.name),
    region: text(project.region),
    created_at: text(project.created_at),
  };
}

/** The key itself is in this answer, and in no other. */
export async function createKey(call: JsonCall, input: Input): Promise<Value> {
  const { project, name } = input as Readonly<Record<string, string>>;
  const body = { json: { project_id: project!, name: name! } };
  const { id, key } = members(await call({ method: 'POST', path: '/keys', body }));
  return { id: text(id), key: text(key) };
}

/** As the platform writes it: the form is not documented. */
export async function getUsage(call: JsonCall, input: Input): Promise<Value> {
  const { project, start, end } = input as Readonly<Record<string, string>>;
  const query: [string, string][] = [
    ['project_id', project!],
    ['start', start!],
    ['end', end!],
  ];
  return (await call({ method: 'GET', path: '/usage', query, body: null })) as Value;
}

export async function getUser(call: JsonCall): Promise<Value> {
  const { id } = members(await call({ method: 'GET', path: '/user', body: null }));
  return { id: text(id) };
}

function jsonCall(call: Parameters<typeof operationsOf>[0], parts: Parts): JsonCall {
  return async params => {
    const response = await call({ ...params, headers: { accept: 'application/json' } });
    if (response.status < 200 || response.status > 299) {
      const what = `${params.method} ${params.path}`;
      throw parts.refusal(what, response, parts.errorDetails(response.body));
    }
    return parsed(response);
  };
}
