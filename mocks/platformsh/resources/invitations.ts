import type { Request, RequestHandler } from 'express';
import { insist, ProviderError } from '../../kernel/index.ts';
import { date, sendJson, sendNothing } from '../answers.ts';
import { userOf } from '../guard.ts';
import { permissionsOf } from '../state/access.ts';
import type { Invitation, Permission, Project, User } from '../state/model.ts';
import { sameEmail } from '../state/people.ts';
import { stateOf } from '../state.ts';
import { type Body, bodyOf, optional, requiredText } from './body.ts';
import { managedProject } from './user-access.ts';
import { displayName } from './users.ts';

export const listInvitations: RequestHandler = (req, res) => {
  sendJson(res, 200, stateOf(req).invitations.onProject(managedProject(req, res)).map(invitationOf));
};

/** Invite somebody by e-mail address, who may have no account yet (b6, P22). */
export const postInvitation: RequestHandler = (req, res) => {
  const project = managedProject(req, res);
  const body = bodyOf(req);
  const email = requiredText(body, 'email');
  sendJson(res, 201, invitationOf(invite(req, userOf(res), project, email, permissionsIn(body))));
};

export const deleteInvitation: RequestHandler = (req, res) => {
  const project = managedProject(req, res);
  const { invitations } = stateOf(req);
  const invitation = invitations.onProject(project).find(({ id }) => id === req.params.invitation);
  if (invitation?.state !== 'pending')
    throw new ProviderError('not_found', `no invitation ${req.params.invitation}`, { what: 'invitation' });
  invitations.finish(invitation, 'cancelled');
  sendNothing(res);
};

/**
 * A new invitation.
 * @throws ProviderError `fields_invalid`, `payment_due`, or `conflict` for who is invited or on the project
 *   already
 */
export function invite(
  req: Request,
  by: User,
  project: Project,
  email: string,
  permissions: readonly Permission[],
): Invitation {
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new ProviderError('fields_invalid', 'no e-mail address', { email: 'Not a valid email address.' });
  const { paymentDue } = project.organization;
  const got = paymentDue ? 'payment due' : 'paid';
  insist(req, { check: 'organization may add users', expected: 'paid', got, ok: !paymentDue }, 'payment_due');
  const ok = !isKnown(req, project, email);
  const decision = { check: 'user is new to the project', expected: 'a new user', got: email, ok };
  insist(req, decision, 'conflict', { what: 'invitation' });
  return stateOf(req).invitations.create(by, project, email, permissions);
}

function isKnown(req: Request, project: Project, email: string): boolean {
  const { invitations, people, access } = stateOf(req);
  const invited = invitations
    .onProject(project)
    .some(one => one.state === 'pending' && sameEmail(one.email, email));
  const user = people.withEmail(email);
  return invited || (user !== undefined && access.find(user, project) !== undefined);
}

/** Take an invitation up: from now on the user is on the project (P22). */
export function accept(req: Request, user: User, invitation: Invitation): void {
  const state = stateOf(req);
  state.invitations.finish(invitation, 'accepted');
  state.grant(user, invitation.project, invitation.permissions);
}

function permissionsIn(body: Body): Permission[] {
  const { permissions = [] } = body;
  const entries = Array.isArray(permissions) ? permissions : [undefined];
  const byType = entries.map(entry => [textIn(entry?.type), textIn(entry?.role)] as const);
  const found = permissionsOf(optional(body, 'role', 'viewer'), byType);
  if (found === undefined)
    throw new ProviderError('fields_invalid', 'role or permissions', {
      permissions: 'Unknown role or type.',
    });
  return found;
}

/** What is no text names no type and no role. */
function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function invitationOf({ id, project, email, permissions, by, ...rest }: Invitation): object {
  const isAdmin = permissions.includes('admin');
  const byType = permissions.filter(one => one.includes(':')).map(one => one.split(':', 2));
  return {
    id,
    state: rest.state,
    project_id: project.id,
    role: isAdmin ? 'admin' : 'viewer',
    email,
    owner: { id: by.id, display_name: displayName(by) },
    permissions: byType.map(([type, role]) => ({ type, role })),
    created_at: date(rest.createdAt),
    updated_at: date(rest.finishedAt ?? rest.createdAt),
    finished_at: date(rest.finishedAt),
  };
}
