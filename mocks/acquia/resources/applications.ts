import type { Request, RequestHandler, Response } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { maySee, requireSight } from '../guard.ts';
import { link, sendHal } from '../hal.ts';
import { page } from '../list.ts';
import { type Application, stateOf } from '../state.ts';
import { requestedOrganization } from './organizations.ts';

const fields: Readonly<Record<string, (application: Application) => string>> = {
  name: application => application.name,
  uuid: application => application.uuid,
  hosting: hostingId,
  organization: application => application.organization.uuid,
};

/** `GET /applications`: what the credential opens, and no word of the rest. */
export const listApplications: RequestHandler = (req, res) => {
  const seen = stateOf(req).applications.filter(a => maySee(res.locals.admission, a.organization));
  sendApplications(req, res, '/applications', seen);
};

export const getApplication: RequestHandler = (req, res) => {
  const { uuid } = req.params;
  const application = stateOf(req).applications.find(a => a.uuid === uuid);
  if (application === undefined)
    throw new ProviderError('not_found', `no application ${uuid}`, { what: 'application' });
  requireSight(req, res.locals.admission, application.organization);
  sendHal(res, 200, item(req, application));
};

export const listOrganizationApplications: RequestHandler = (req, res) => {
  const organization = requestedOrganization(req);
  requireSight(req, res.locals.admission, organization);
  const owned = stateOf(req).applications.filter(a => a.organization === organization);
  sendApplications(req, res, `/organizations/${organization.uuid}/applications`, owned);
};

function sendApplications(
  req: Request,
  res: Response,
  path: string,
  applications: readonly Application[],
): void {
  sendHal(res, 200, page(req, applications, { path, fields, show: application => item(req, application) }));
}

function hostingId(application: Application): string {
  return `prod:${application.name.replaceAll('-', '')}`;
}

function item(req: Request, application: Application): object {
  const { id, uuid, name, organization } = application;
  return {
    id,
    uuid,
    name,
    hosting: { type: 'ace', id: hostingId(application) },
    subscription: { uuid, name },
    organization: { uuid: organization.uuid, name: organization.name },
    flags: { remote_admin: true },
    status: 'normal',
    type: 'drupal',
    _links: { self: link(req, `/applications/${uuid}`), parent: link(req, '/applications') },
  };
}
