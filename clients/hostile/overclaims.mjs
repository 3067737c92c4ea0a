// Claims what it does not do, and says so when it is asked for it.
import { send, serve } from './well-behaved.mjs';

serve(({ id }) => {
  send({ id, error: { code: -32001, message: 'not yet', data: { capability: 'header' } } });
});
