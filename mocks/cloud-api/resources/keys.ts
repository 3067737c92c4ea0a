import type { RequestHandler } from 'express';
import { contextOf } from '../../kernel/index.ts';
import { apiDate, sendJson } from '../answers.ts';
import { principalOf } from '../guard.ts';
import { stateOf } from '../state.ts';
import { FieldErrors, found, jsonBody } from './body.ts';
import { visibleProject } from './projects.ts';

/** `POST /v1/keys`: for a project (C27); the one answer that holds the key (b1). */
export const postKey: RequestHandler = (req, res) => {
  const body = jsonBody(req);
  const errors = new FieldErrors();
  const [project, name] = [errors.text(body, 'project_id'), errors.text(body, 'name')];
  errors.refuse(req);
  const { exchange } = contextOf(req);
  const key = stateOf(req).keys.create({
    project: visibleProject(req, res, project),
    name,
    issuedIn: exchange.n,
  });
  exchange.issuedToken = key.access.id;
  sendJson(res, 201, {
    id: key.id,
    project_id: key.project.id,
    name,
    key: key.access.value,
    created_at: apiDate(key.access.issuedAt),
  });
};

/** `DELETE /v1/keys/{id}`: dead at once; again is no failure (C5). */
export const deleteKey: RequestHandler = (req, res) => {
  const state = stateOf(req);
  const { user } = principalOf(res);
  const { id } = req.params;
  const key = found(
    state.keys.ofOwner(user).find(k => k.id === id),
    `no key ${id} of the caller's`,
  );
  state.revokeKey(key);
  res.status(204).end();
};
