// Answers only when it is being ended for not answering.
import { answer, serve } from './well-behaved.mjs';

serve(call => {
  process.once('SIGTERM', async () => {
    await answer(call);
    process.exit(0);
  });
});
