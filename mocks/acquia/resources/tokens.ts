import type { Request, RequestHandler } from 'express';
import { bodyMember, ProviderError, parameter, queryOf } from '../../kernel/index.ts';
import { link, sendHal, tokenDate } from '../hal.ts';
import { whole } from '../list.ts';
import { type ApiKey, stateOf } from '../state.ts';

const path = '/account/tokens';

/** `POST /account/tokens`: the one answer that holds the secret (sheet b6, A13). */
export const createToken: RequestHandler = (req, res) => {
  const label = bodyMember(req, 'label')?.trim();
  if (!label) throw new ProviderError('label_missing', 'no label in the body');
  const state = stateOf(req);
  const key = state.createKey(label);
  const notification = state.notify('ApiTokenCreated', 'API token created');
  sendHal(res, 201, {
    // The first two are deprecated aliases of the others.
    api_key: key.id,
    api_secret: key.secret,
    client_id: key.id,
    client_secret: key.secret,
    _links: {
      self: link(req, `${path}/${key.id}`),
      parent: link(req, path),
      notification: link(req, `/notifications/${notification.uuid}`),
    },
  });
};

export const listTokens: RequestHandler = (req, res) => {
  sendHal(
    res,
    200,
    whole(
      req,
      path,
      stateOf(req).keys.map(key => item(req, key)),
    ),
  );
};

export const getToken: RequestHandler = (req, res) => {
  sendHal(res, 200, item(req, requestedKey(req)));
};

/** `DELETE /account/tokens/{uuid}`: at once (A14), and only once. */
export const removeToken: RequestHandler = (req, res) => {
  const key = requestedKey(req);
  if (!key.active) throw new ProviderError('already_removed', `${key.id} was removed before`);
  stateOf(req).removeKey(key, parameter(queryOf(req), 'tokenDeleteReason'));
  sendHal(res, 200, {
    message: 'The access token has been revoked.',
    _links: { self: link(req, `${path}/${key.id}`), parent: link(req, path) },
  });
};

function requestedKey(req: Request): ApiKey {
  const key = stateOf(req).findKey(String(req.params.uuid));
  if (key === undefined)
    throw new ProviderError('not_found', `no API token ${req.params.uuid}`, { what: 'token' });
  return key;
}

/** A token as it is shown ever after: without its secret. */
function item(req: Request, key: ApiKey): object {
  return {
    uuid: key.id,
    active: key.active,
    label: key.label,
    created_at: tokenDate(key.createdAt),
    flags: { active: key.active },
    revocation:
      key.removal === undefined
        ? null
        : { revoked_at: tokenDate(key.removal.at), reason: key.removal.reason },
    _links: { self: link(req, `${path}/${key.id}`), parent: link(req, path) },
  };
}
