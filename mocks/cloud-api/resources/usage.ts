import type { Request, RequestHandler } from 'express';
import { type Parameters, parameter, queryOf } from '../../kernel/index.ts';
import { apiDate, sendJson } from '../answers.ts';
import { stateOf } from '../state.ts';
import { FieldErrors } from './body.ts';
import { visibleProject } from './projects.ts';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** `GET /v1/usage`: of a project, over a time range (C28): from `start` on, before `end`. */
export const getUsage: RequestHandler = (req, res) => {
  const { projectId, start, end } = asked(req);
  const project = visibleProject(req, res, projectId);
  const data = stateOf(req)
    .people.usage.filter(record => record.project === project && record.at >= start && record.at < end)
    .map(({ at, requests }) => ({ timestamp: apiDate(at), requests }));
  sendJson(res, 200, { data, project_id: project.id });
};

function asked(req: Request): { projectId: string; start: number; end: number } {
  const query = queryOf(req);
  const errors = new FieldErrors();
  const projectId = parameter(query, 'project_id') ?? '';
  if (projectId === '') errors.note('project_id', 'This parameter is required.');
  const [start, end] = [moment(query, 'start', errors), moment(query, 'end', errors)];
  if (end <= start) errors.note('end', 'This must be later than start.');
  errors.refuse(req);
  return { projectId, start, end };
}

/** @returns milliseconds since the epoch; NaN where there is none, which is then noted */
function moment(query: Parameters, name: string, errors: FieldErrors): number {
  const text = parameter(query, name);
  const at = MOMENT.test(text ?? '') ? Date.parse(text!) : Number.NaN;
  if (text === undefined) errors.note(name, 'This parameter is required.');
  else if (Number.isNaN(at)) errors.note(name, 'This must be a moment, e.g. 2026-03-01T00:00:00Z.');
  return at;
}
