import type { ClientEndpointSpec } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';

/** Who may ask the authentication service: clients that have no secret, named in Basic or in the body (b2). */
export const publicClients: ClientEndpointSpec = {
  publicClients: true,
  findClient: (_sandbox, id) =>
    facts.clients.value.includes(id) ? { id, secret: '', active: true } : undefined,
};
