// Gives the same answer twice.
import { resultOf } from './perfect.mjs';
import { send, serve } from './well-behaved.mjs';

serve(async call => {
  const result = await resultOf(call);
  send({ id: call.id, result });
  send({ id: call.id, result });
});
