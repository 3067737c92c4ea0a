// Answers, then exits 0 before it is told to.
import { answer, serve } from './well-behaved.mjs';

serve(async call => {
  await answer(call);
  process.exit(0);
});
