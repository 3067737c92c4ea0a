// Goes on talking after `shutdown`.
import { answer, serve } from './well-behaved.mjs';

serve(undefined, () => {
  answer({ id: 'c1', method: 'initialize' });
  process.exit(0);
});
