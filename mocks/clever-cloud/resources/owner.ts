import type { Request, Response } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import type { Admission } from '../oauth/admit.ts';
import type { Owner } from '../state/model.ts';
import { stateOf } from '../state.ts';

/**
 * Whose things a path is about: an organisation of the user, or, where it names none, the user.
 * @throws ProviderError `not_found` for an organisation that the user is no member of
 */
export function requestedOwner(req: Request, res: Response): Owner {
  const { user } = res.locals.admission as Admission;
  const id = String(req.params.owner ?? user.id);
  const owner = stateOf(req).people.ownerFor(user, id);
  if (owner === undefined)
    throw new ProviderError('not_found', `no organisation ${id} of the user`, { what: 'organisation' });
  return owner;
}
