import type { Request, RequestHandler, Response } from 'express';
import { seeOther } from '../../kernel/console/index.ts';
import { bodyMember } from '../../kernel/index.ts';
import { requestedEnvironment, userOf } from '../guard.ts';
import { needed } from '../metadata.ts';
import { placeOf } from '../resources/environments.ts';
import {
  createVariable,
  fieldsOf,
  rememberSecret,
  requireWritable,
  shownValue,
} from '../resources/variables.ts';
import { reaches } from '../state/access.ts';
import { seenVariables } from '../state/variables.ts';
import { stateOf } from '../state.ts';
import { complaintOf } from './complaints.ts';
import { sendPage } from './pages.ts';

/** The variables of an environment (P24); a sensitive value is not shown (P28). */
export const getVariables: RequestHandler = (req, res) => sendVariables(req, res, 200);

const texts = {
  fields_invalid: 'Give a name that may be used, and a value.',
  conflict: 'There is a variable of that name already.',
};
const boxes = ['is_json', 'is_sensitive', 'visible_runtime', 'visible_build', 'is_inheritable'] as const;

export const postVariable: RequestHandler = (req, res) => {
  const ticked = boxes.map(name => [name, bodyMember(req, name) === 'on'] as const);
  const body = {
    name: bodyMember(req, 'name'),
    value: bodyMember(req, 'value'),
    ...Object.fromEntries(ticked),
  };
  rememberSecret(req, body);
  const environment = requestedEnvironment(req, res);
  requireWritable(req, res, environment);
  const complaint = complaintOf(
    texts,
    () => void createVariable(req, userOf(res), environment, fieldsOf(body, environment)),
  );
  if (complaint !== undefined) return sendVariables(req, res, complaint.status, complaint);
  seeOther(req, res, `${placeOf(environment)}/variables`);
};

function sendVariables(req: Request, res: Response, status: number, data: object = {}): void {
  const environment = requestedEnvironment(req, res);
  const variables = seenVariables(environment).map(({ variable }) => ({
    name: variable.name,
    ...shownValue(variable),
  }));
  const role = stateOf(req).access.environmentRole(userOf(res), environment);
  sendPage(req, res, status, 'variables', {
    environment,
    path: `${placeOf(environment)}/variables`,
    variables,
    mayManage: reaches(role, needed.variables),
    ...data,
  });
}
