// Answers a call that was never made, in place of the one that was.
import { send, serve } from './well-behaved.mjs';

serve(({ id }) => send({ id: `${id}0000`, result: {} }));
