import type { Request, RequestHandler, Response } from 'express';
import { seeOther } from '../../kernel/console/index.ts';
import { bodyMember, ProviderError } from '../../kernel/index.ts';
import { requestedProject, requireOnProject, userOf } from '../guard.ts';
import { needed } from '../metadata.ts';
import { placeOf } from '../resources/environments.ts';
import { accept, invite } from '../resources/invitations.ts';
import { permissionsOf, reaches } from '../state/access.ts';
import { ENVIRONMENT_TYPES } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { complaintOf } from './complaints.ts';
import { sendPage } from './pages.ts';

export const getProject: RequestHandler = (req, res) => {
  const project = requestedProject(req, res);
  const { access } = stateOf(req);
  const environments = project.environments
    .filter(one => access.environmentRole(userOf(res), one) !== undefined)
    .map(one => ({ id: one.id, path: `${placeOf(one)}/variables` }));
  sendPage(req, res, 200, 'project', { project, environments });
};

/** Who is on the project, and who is invited to it (P22). */
export const getUsers: RequestHandler = (req, res) => sendUsers(req, res, 200);

const texts = {
  fields_invalid: 'Give an email address, and roles that there are.',
  payment_due: 'Your organization has to pay for more users.',
  conflict: 'This user is invited, or on the project already.',
};

export const postInvitation: RequestHandler = (req, res) => {
  const project = requestedProject(req, res);
  requireOnProject(req, res, project, needed.access, 'manage users');
  const member = (name: string) => bodyMember(req, name)?.trim() ?? '';
  const byType = ENVIRONMENT_TYPES.map(type => [type, member(type)] as const).filter(
    ([, role]) => role !== '',
  );
  const permissions = permissionsOf(member('role') || 'viewer', byType);
  const complaint = complaintOf(texts, () => {
    if (permissions === undefined) throw new ProviderError('fields_invalid', 'no such role');
    invite(req, userOf(res), project, member('email'), permissions);
  });
  if (complaint !== undefined) return sendUsers(req, res, complaint.status, complaint);
  seeOther(req, res, `/projects/${project.id}/users`);
};

/** The invitations to the address of who is signed in. */
export const getInvitations: RequestHandler = (req, res) => {
  const invitations = stateOf(req)
    .invitations.pendingFor(userOf(res).email)
    .map(({ id, project }) => ({ id, project: project.title }));
  sendPage(req, res, 200, 'invitations', { invitations });
};

export const postAccept: RequestHandler = (req, res) => {
  const user = userOf(res);
  const { invitations } = stateOf(req);
  const invitation = invitations.pendingFor(user.email).find(({ id }) => id === req.params.invitation);
  if (invitation === undefined)
    throw new ProviderError('no_such_page', `no invitation ${req.params.invitation}`);
  accept(req, user, invitation);
  seeOther(req, res, `/projects/${invitation.project.id}`);
};

function sendUsers(req: Request, res: Response, status: number, data: object = {}): void {
  const project = requestedProject(req, res);
  const { access, invitations } = stateOf(req);
  const members = access
    .onProject(project)
    .map(({ user, permissions }) => ({ email: user.email, permissions: permissions.join(', ') }));
  const invited = invitations
    .onProject(project)
    .filter(({ state }) => state === 'pending')
    .map(({ email, permissions }) => ({ email, permissions: permissions.join(', ') }));
  const mayManage = reaches(access.projectRole(userOf(res), project), needed.access);
  sendPage(req, res, status, 'users', {
    project,
    members,
    invited,
    mayManage,
    types: ENVIRONMENT_TYPES,
    ...data,
  });
}
