import type { Request, RequestHandler } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { link, sendHal } from '../hal.ts';
import { page } from '../list.ts';
import { type Organization, stateOf } from '../state.ts';

const fields: Readonly<Record<string, (organization: Organization) => string>> = {
  name: organization => organization.name,
  uuid: organization => organization.uuid,
};

/** `GET /organizations`: SSO ones too, else no client could learn which scope to ask for. */
export const listOrganizations: RequestHandler = (req, res) => {
  const show = (organization: Organization) => item(req, organization);
  sendHal(res, 200, page(req, stateOf(req).organizations, { path: '/organizations', fields, show }));
};

/** @throws ProviderError `not_found` when the path names no organization of the user */
export function requestedOrganization(req: Request): Organization {
  const { uuid } = req.params;
  const organization = stateOf(req).organizations.find(o => o.uuid === uuid);
  if (organization !== undefined) return organization;
  throw new ProviderError('not_found', `no organization ${uuid}`, { what: 'organization' });
}

function item(req: Request, organization: Organization): object {
  const { user } = stateOf(req);
  const { id, uuid, name, sso } = organization;
  return {
    id,
    uuid,
    name,
    subscriptions_total: 1,
    admins_total: 1,
    users_total: 1,
    owner: {
      uuid: user.uuid,
      first_name: user.firstName,
      last_name: user.lastName,
      picture_url: null,
      username: user.mail,
      mail: user.mail,
    },
    flags: { federated_authentication: sso },
    _links: {
      self: link(req, `/organizations/${uuid}`),
      applications: link(req, `/organizations/${uuid}/applications`),
    },
  };
}
