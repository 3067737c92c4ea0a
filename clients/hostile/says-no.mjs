// Declares everything and reports every call as refused, without asking the platform anything.
import { liar } from './liar.mjs';

const message = 'invalid_client: The client credentials are invalid, label';
const refused = { outcome: 'rejected', reason: 'authentication', message, status: 401 };
liar(refused, refused);
