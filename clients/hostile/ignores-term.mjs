// Never answers, and does not end when it is asked to.
import { serve } from './well-behaved.mjs';

process.on('SIGTERM', () => {});
serve(() => {});
