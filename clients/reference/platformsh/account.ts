import type { Value } from '../session.ts';
import { type Input, type Platform, projectPath, required } from './platform.ts';
import { id, links, members, rows, text } from './reading.ts';

/** Whom the API token acts as. */
export async function authInfo({ call }: Platform): Promise<Value> {
  const me = members(await call('GET', { path: '/users/me' }));
  return { id: text(me.id), email: text(me.email) };
}

/** What the user may reach; its answer names the projects, and links to more about them. */
export async function listProjects({ call, parts }: Platform): Promise<Value> {
  const user = await userId(call);
  const path = `/users/${parts.pathSegment(user)}/extended-access`;
  const access = await call('GET', { path, query: [['filter[resource_type]', 'project']] });
  const references = [...links(access)].filter(([name]) => name.startsWith('ref:projects:'));
  const titles = new Map<string, string>();
  for (const [, href] of references) {
    const projects = Object.values(members(await call('GET', { href })));
    // A project that is gone is still referred to, by null.
    for (const project of projects.filter(known => known !== null).map(members)) {
      titles.set(text(project.id), text(project.title));
    }
  }
  const ids = rows(members(access).items).map(item => text(item.resource_id));
  return ids.filter(id => titles.has(id)).map(id => ({ id, title: titles.get(id)! }));
}

export async function listEnvironments(platform: Platform, input: Input): Promise<Value> {
  const path = `${projectPath(platform, input)}/environments`;
  return rows(await platform.call('GET', { path })).map(environment => ({ id: text(environment.id) }));
}

/** A key belongs to a user, so it is said whose it is. */
export async function createSshKey({ call }: Platform, input: Input): Promise<Value> {
  const key = { value: required(input, 'value'), title: required(input, 'title') };
  const uuid = await userId(call);
  return { id: id(members(await call('POST', { path: '/ssh_keys' }, { ...key, uuid })).key_id) };
}

export async function listSshKeys({ call }: Platform): Promise<Value> {
  const me = members(await call('GET', { path: '/me' }));
  return rows(me.ssh_keys).map(key => ({ id: id(key.key_id), title: text(key.title) }));
}

/** Forget the access token, and end it for everyone else as well. Without one there is nothing to do. */
export async function logout({ release, revoke }: Platform): Promise<Value> {
  const accessToken = release();
  if (accessToken !== undefined) await revoke(accessToken);
  return null;
}

async function userId(call: Platform['call']): Promise<string> {
  return text(members(await call('GET', { path: '/users/me' })).id);
}
