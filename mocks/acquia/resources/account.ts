import type { RequestHandler } from 'express';
import { bodyMember, ProviderError, secretsMatch } from '../../kernel/index.ts';
import { apiDate, link, sendHal } from '../hal.ts';
import { stateOf } from '../state.ts';

/** `GET /account`: the user that the credential belongs to (sheet b7). */
export const getAccount: RequestHandler = (req, res) => {
  const { user } = stateOf(req);
  sendHal(res, 200, {
    id: user.id,
    uuid: user.uuid,
    name: `${user.firstName.toLowerCase()}.${user.lastName.toLowerCase()}`,
    first_name: user.firstName,
    last_name: user.lastName,
    last_login_at: apiDate(user.createdAt),
    created_at: apiDate(user.createdAt),
    mail: user.mail,
    phone: { office: null, mobile: null, tfa: null },
    job_title: 'Developer',
    job_function: 'Engineering',
    company: 'Meadow',
    country: 'NL',
    state: null,
    timezone: 'Europe/Amsterdam',
    picture_url: null,
    features: [],
    metadata: { applications: { recent: [], starred: [] } },
    flags: { active: true, tfa: false, support: true },
    _links: {
      self: link(req, '/account'),
      invites: link(req, '/account/invites'),
      messages: link(req, '/account/messages'),
      tokens: link(req, '/account/tokens'),
      parent: link(req, '/'),
    },
  });
};

/** `POST /account/password`: whether a password is the user's own (sheet b6). */
export const checkPassword: RequestHandler = (req, res) => {
  const password = bodyMember(req, 'password');
  if (password === undefined) throw new ProviderError('password_missing', 'no password in the body');
  sendHal(res, 200, { valid: secretsMatch(stateOf(req).user.password, password) });
};
