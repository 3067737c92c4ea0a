import type { Request, RequestHandler, Response } from 'express';
import { seeOther } from '../../kernel/console/index.ts';
import { bodyMember, ProviderError } from '../../kernel/index.ts';
import { RIGHTS } from '../metadata.ts';
import { sendPage } from '../pages.ts';
import { consumerFields } from '../resources/consumers.ts';
import type { Organisation } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { userOf } from './session.ts';

/** An organisation, with its "Create…" (V20). */
export const getOrganisation: RequestHandler = (req, res) => {
  const organisation = requestedOrganisation(req, res);
  const consumers = stateOf(req).consumers.ofOwner(organisation);
  sendPage(req, res, 200, 'organisation', { organisation, consumers });
};

/** What can be created: an OAuth consumer. */
export const getCreate: RequestHandler = (req, res) => {
  sendPage(req, res, 200, 'create', { organisation: requestedOrganisation(req, res) });
};

export const getNewConsumer: RequestHandler = (req, res) => sendForm(req, res, 200);

export const postConsumer: RequestHandler = (req, res) => {
  const organisation = requestedOrganisation(req, res);
  try {
    const fields = consumerFields(
      name => bodyMember(req, name) ?? '',
      right => bodyMember(req, right) === 'on',
    );
    const { key } = stateOf(req).consumers.create(organisation, fields);
    seeOther(req, res, `/organisations/${organisation.id}/consumers/${key}`);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'fields_invalid') throw error;
    sendForm(req, res, 400, 'Give a name, and a base URL that is one.');
  }
};

/** Key and secret (V20). */
export const getConsumer: RequestHandler = (req, res) => {
  const { key } = req.params;
  const consumer = stateOf(req)
    .consumers.ofOwner(requestedOrganisation(req, res))
    .find(c => c.key === key);
  if (consumer === undefined) throw new ProviderError('no_such_page', `no consumer ${key}`);
  sendPage(req, res, 200, 'consumer', { consumer });
};

function sendForm(req: Request, res: Response, status: number, wrong?: string): void {
  const rights = RIGHTS.filter(right => right !== 'almighty');
  sendPage(req, res, status, 'newConsumer', { organisation: requestedOrganisation(req, res), rights, wrong });
}

function requestedOrganisation(req: Request, res: Response): Organisation {
  const { id } = req.params;
  const organisation = stateOf(req)
    .people.organisationsOf(userOf(res))
    .find(o => o.id === id);
  if (organisation === undefined)
    throw new ProviderError('no_such_page', `no organisation ${id} of the user`);
  return organisation;
}
