// Closes its stdout and stays.
import { closeSync } from 'node:fs';
import { serve } from './well-behaved.mjs';

serve(() => closeSync(1));
