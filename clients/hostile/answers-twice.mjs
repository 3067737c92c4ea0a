// Gives the same answer twice.
import { answer, serve } from './well-behaved.mjs';

serve(call => {
  answer(call);
  answer(call);
});
