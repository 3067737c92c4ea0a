// Answers with a line of 10 MB.
import { send, serve } from './well-behaved.mjs';

serve(({ id }) => {
  const body = 'x'.repeat(10_000_000);
  send({ id, result: { outcome: 'response', status: 200, headers: {}, body } });
});
