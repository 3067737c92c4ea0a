// Says something of its own accord before it answers.
import { answer, send, serve } from './well-behaved.mjs';

serve(call => {
  send({ method: 'progress', params: { percent: 50 } });
  answer(call);
});
