import type { RequestHandler } from 'express';
import { date, sendJson } from '../answers.ts';
import { requireSelf, userOf } from '../guard.ts';
import type { SshKey, User } from '../state/model.ts';
import { stateOf } from '../state.ts';

/** `GET /users/me` (b6). */
export const getMe: RequestHandler = (_req, res) => sendJson(res, 200, account(userOf(res)));

export const getUser: RequestHandler = (req, res) => sendJson(res, 200, account(requireSelf(req, res)));

/** `GET /me`, deprecated and still asked by clients (b6). */
export const getOldMe: RequestHandler = (req, res) => {
  const user = userOf(res);
  const { sshKeys, access } = stateOf(req);
  const keys = sshKeys.ofUser(user).map(sshKey);
  sendJson(res, 200, {
    id: user.id,
    uuid: user.id,
    username: user.username,
    display_name: displayName(user),
    mail: user.email,
    ssh_keys: keys,
    has_key: keys.length > 0,
    projects: access.ofUser(user).map(({ project }) => ({
      id: project.id,
      title: project.title,
      region: project.region,
      owner: project.organization.owner.id,
    })),
    roles: [],
  });
};

/** `POST /me/verification`: nothing is wanted (b6). */
export const postVerification: RequestHandler = (_req, res) => sendJson(res, 200, { state: false, type: '' });

export const displayName = ({ firstName, lastName }: User) => `${firstName} ${lastName}`;

/** A key as the platform writes it (b6). */
export const sshKey = ({ id, user, fingerprint, title, value, changedAt }: SshKey) => ({
  key_id: id,
  uid: user.id,
  fingerprint,
  title,
  value,
  changed: date(changedAt),
});

function account(user: User): object {
  return {
    id: user.id,
    deactivated: false,
    namespace: 'platformsh',
    username: user.username,
    email: user.email,
    email_verified: true,
    first_name: user.firstName,
    last_name: user.lastName,
    picture: '',
    company: '',
    website: '',
    country: 'FR',
    phone_number_verified: false,
    mfa_enabled: false,
    sso_enabled: false,
    created_at: date(user.createdAt),
    updated_at: date(user.createdAt),
  };
}
