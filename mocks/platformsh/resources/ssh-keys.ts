import type { Request, RequestHandler, Response } from 'express';
import { insist, ProviderError } from '../../kernel/index.ts';
import { sendJson, sendNothing } from '../answers.ts';
import { requireSelf, userOf } from '../guard.ts';
import type { SshKey } from '../state/model.ts';
import { fingerprintOf } from '../state/ssh-keys.ts';
import { stateOf } from '../state.ts';
import { bodyOf, optional, requiredText } from './body.ts';
import { sshKey } from './users.ts';

/** `POST /ssh_keys` (b6); `uuid` names the account, which is the caller's. */
export const postSshKey: RequestHandler = (req, res) => {
  const body = bodyOf(req);
  const user = requireSelf(req, res, optional(body, 'uuid', userOf(res).id));
  const value = requiredText(body, 'value');
  const fingerprint = fingerprintOf(value);
  if (fingerprint === undefined)
    throw new ProviderError('fields_invalid', 'no public key', { value: 'Not a valid public key.' });
  const { sshKeys } = stateOf(req);
  const ok = sshKeys.all.every(key => key.fingerprint !== fingerprint);
  const decision = { check: 'SSH key is in use once', expected: 'a new key', got: fingerprint, ok };
  insist(req, decision, 'conflict', { what: 'SSH key' });
  sendJson(res, 201, sshKey(sshKeys.add(user, optional(body, 'title', ''), value)));
};

export const getSshKey: RequestHandler = (req, res) => sendJson(res, 200, sshKey(requestedKey(req, res)));

export const deleteSshKey: RequestHandler = (req, res) => {
  stateOf(req).sshKeys.remove(requestedKey(req, res));
  sendNothing(res);
};

/** One of the caller's own. */
function requestedKey(req: Request, res: Response): SshKey {
  const { id } = req.params;
  const key = stateOf(req)
    .sshKeys.ofUser(userOf(res))
    .find(one => String(one.id) === id);
  if (key === undefined) throw new ProviderError('not_found', `no SSH key ${id}`, { what: 'SSH key' });
  return key;
}
