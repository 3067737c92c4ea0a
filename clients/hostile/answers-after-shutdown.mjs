// Goes on talking after `shutdown`.
import { send, serve } from './well-behaved.mjs';

serve(undefined, () => {
  send({ id: 'c1', result: {} });
  process.exit(0);
});
