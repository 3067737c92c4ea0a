// Dies by a signal in the middle of a call.
import { serve } from './well-behaved.mjs';

serve(() => process.kill(process.pid, 'SIGSEGV'));
