// Answers with members that the protocol does not know.
import { send, serve } from './well-behaved.mjs';

serve(({ id }) => send({ id, result: { outcome: 'response', status: '200 OK', headers: {}, body: '' } }));
