// Never answers, and does not end: not when it is asked to, nor when its input does.
import { serve } from './well-behaved.mjs';

process.on('SIGTERM', () => {});
setInterval(() => {}, 60_000);
serve(() => {});
