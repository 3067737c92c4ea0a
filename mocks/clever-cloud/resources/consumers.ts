import type { Request, RequestHandler, Response } from 'express';
import { bodyMember, mediaType, ProviderError, parseJson, rawBody } from '../../kernel/index.ts';
import { domainOf } from '../addresses.ts';
import { sendJson, sendNothing } from '../answers.ts';
import { facts, RIGHTS, type Right } from '../metadata.ts';
import type { ConsumerFields } from '../state/consumers.ts';
import type { Consumer } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { requestedOwner } from './owner.ts';

export const listConsumers: RequestHandler = (req, res) => {
  sendJson(res, 200, stateOf(req).consumers.ofOwner(requestedOwner(req, res)).map(consumerView));
};

export const postConsumer: RequestHandler = (req, res) => {
  const owner = requestedOwner(req, res);
  const consumer = stateOf(req).consumers.create(owner, fieldsOf(req));
  sendJson(res, facts.consumerCreatedStatus.value, consumerView(consumer));
};

export const getConsumer: RequestHandler = (req, res) => {
  sendJson(res, 200, consumerView(requestedConsumer(req, res)));
};

export const putConsumer: RequestHandler = (req, res) => {
  const consumer = requestedConsumer(req, res);
  Object.assign(consumer, fieldsOf(req));
  sendJson(res, 200, consumerView(consumer));
};

export const deleteConsumer: RequestHandler = (req, res) => {
  stateOf(req).removeConsumer(requestedConsumer(req, res));
  sendNothing(res);
};

/** `GET …/consumers/{key}/secret`: the only answer with the secret in it (b5). */
export const getConsumerSecret: RequestHandler = (req, res) => {
  sendJson(res, 200, { secret: requestedConsumer(req, res).secret });
};

/** A consumer without its secret (b5). */
export function consumerView({ key, name, description, url, baseUrl, picture, rights }: Consumer): object {
  return { key, name, description, url, baseUrl, picture, rights: rightsView(rights) };
}

/** Every right by its name, and whether it is there. */
export function rightsView(rights: readonly Right[]): Record<string, boolean> {
  return Object.fromEntries(RIGHTS.map(right => [right, rights.includes(right)]));
}

/**
 * What a form or a JSON body says of a consumer.
 * @param members by name; rights are members of their own
 * @throws ProviderError `fields_invalid` naming those that are missing
 */
export function consumerFields(
  members: (name: string) => string,
  hasRight: (right: Right) => boolean,
): ConsumerFields {
  const [name, baseUrl] = [members('name').trim(), members('baseUrl').trim()];
  const wrong = {
    ...(name === '' && { name: 'missing' }),
    ...(domainOf(baseUrl) === undefined && { baseUrl: 'invalid' }),
  };
  if (Object.keys(wrong).length > 0)
    throw new ProviderError('fields_invalid', Object.keys(wrong).join(', '), wrong);
  return {
    name,
    baseUrl,
    description: members('description'),
    url: members('url') || baseUrl,
    picture: members('picture'),
    // `almighty` is not for consumers to ask for.
    rights: RIGHTS.filter(right => right !== 'almighty' && hasRight(right)),
  };
}

/** JSON (b5), or a form (assumed): the vendor's OAuth 1 recipes sign one, and this is what can be made by it. */
function fieldsOf(req: Request): ConsumerFields {
  if (mediaType(req) === 'application/x-www-form-urlencoded')
    return consumerFields(
      name => bodyMember(req, name) ?? '',
      right => bodyMember(req, right) === 'on',
    );
  const body = parseJson(rawBody(req));
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new ProviderError('malformed_body', 'the body is no JSON object');
  const members = body as Readonly<Record<string, unknown>>;
  const rights = Object(members.rights) as Readonly<Record<string, unknown>>;
  return consumerFields(
    name => (typeof members[name] === 'string' ? members[name] : ''),
    right => rights[right] === true,
  );
}

function requestedConsumer(req: Request, res: Response): Consumer {
  const owner = requestedOwner(req, res);
  const { key } = req.params;
  const consumer = stateOf(req)
    .consumers.ofOwner(owner)
    .find(c => c.key === key);
  if (consumer === undefined)
    throw new ProviderError('not_found', `no consumer ${key} of ${owner.id}`, { what: 'consumer' });
  return consumer;
}
