import type { Request, RequestHandler, Response } from 'express';
import { contextOf } from '../../kernel/index.ts';
import { insist } from '../../kernel/insist.ts';
import { apiDate, sendJson } from '../answers.ts';
import { principalOf } from '../guard.ts';
import { facts } from '../metadata.ts';
import type { CloudApiSettings } from '../settings.ts';
import type { Project } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { FieldErrors, found, jsonBody } from './body.ts';
import { listOf } from './list.ts';

/** `GET /v1/projects`: in a wrapper, without the dates (C21-C23). */
export const listProjects: RequestHandler = (req, res) => {
  const items = visible(req, res).map(({ id, name, region }) => ({ id, name, region }));
  sendJson(res, 200, listOf(req, items));
};

/** `POST /v1/projects`: the new project, without a wrapper (C24, C25). */
export const postProject: RequestHandler = (req, res) => {
  const fields = projectFields(req);
  const { user } = principalOf(res);
  requireFreeName(req, res, fields.name);
  const project = stateOf(req).addProject({ ...fields, owner: user });
  const { projectCreatedStatus } = contextOf(req).sandbox.settings as CloudApiSettings;
  res.setHeader('Location', `${facts.version.value}/projects/${project.id}`);
  sendJson(res, projectCreatedStatus, view(project));
};

/** `GET /v1/projects/{id}`: where `Location` of a new one leads. */
export const getProject: RequestHandler = (req, res) => {
  sendJson(res, 200, view(visibleProject(req, res, req.params.id as string)));
};

/** @throws ProviderError `not_found`, for a project of somebody else too */
export function visibleProject(req: Request, res: Response, id: string): Project {
  return found(
    visible(req, res).find(project => project.id === id),
    `no project ${id} of the caller's`,
  );
}

function visible(req: Request, res: Response): Project[] {
  const { user, key } = principalOf(res);
  return stateOf(req).visibleProjects(user, key);
}

function projectFields(req: Request): { name: string; region: string } {
  const body = jsonBody(req);
  const errors = new FieldErrors();
  const [name, region] = [errors.text(body, 'name'), errors.text(body, 'region')];
  if (!facts.regions.value.includes(region))
    errors.note('region', `This must be one of ${facts.regions.value.join(', ')}.`);
  errors.refuse(req);
  return { name, region };
}

function requireFreeName(req: Request, res: Response, name: string): void {
  const { projectNames } = contextOf(req).sandbox.settings as CloudApiSettings;
  if (projectNames === 'free') return;
  const taken = stateOf(req)
    .people.projectsOf(principalOf(res).user)
    .some(project => project.name === name);
  const check = { check: 'no project has this name', expected: 'free', got: taken ? 'taken' : 'free' };
  insist(req, { ...check, ok: !taken }, 'conflict');
}

function view({ id, name, region, createdAt }: Project): object {
  return { id, name, region, created_at: apiDate(createdAt) };
}
