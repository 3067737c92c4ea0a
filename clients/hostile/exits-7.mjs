// Answers perfectly, then exits 7.
import { serve } from './well-behaved.mjs';

serve(undefined, () => process.exit(7));
