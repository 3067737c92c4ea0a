import type { Request, RequestHandler, Response } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { tokenOf } from '../admission/authenticate.ts';
import { sendJson, sendNothing } from '../answers.ts';
import { jsonBody, nameIn } from '../body.ts';
import { pageOf } from '../list.ts';
import type { Project } from '../state/model.ts';
import { stateOf } from '../state.ts';

const show = ({ id, name }: Project) => ({ id, name });

export const listProjects: RequestHandler = (req, res) => {
  const { total, items, next } = pageOf(req, '/projects', projectsOf(req, res));
  sendJson(res, 200, { total, projects: items.map(show), next });
};

export const createProject: RequestHandler = (req, res) => {
  add(req, res, nameIn(jsonBody(req)));
};

export const getProject: RequestHandler = (req, res) => {
  sendJson(res, 200, show(requestedProject(req, res)));
};

/** Reads one project and writes another, so it needs both permissions. */
export const copyProject: RequestHandler = (req, res) => {
  add(req, res, `Copy of ${requestedProject(req, res).name}`);
};

export const removeProject: RequestHandler = (req, res) => {
  stateOf(req).inventory.removeProject(requestedProject(req, res));
  sendNothing(res);
};

function add(req: Request, res: Response, name: string): void {
  sendJson(res, 201, show(stateOf(req).inventory.addProject(tokenOf(res).environment, name)));
}

function projectsOf(req: Request, res: Response): Project[] {
  return stateOf(req).inventory.projectsIn(tokenOf(res).environment);
}

function requestedProject(req: Request, res: Response): Project {
  const project = projectsOf(req, res).find(({ id }) => id === req.params.id);
  if (project === undefined) throw new ProviderError('not_found', 'no such project', { what: 'project' });
  return project;
}
