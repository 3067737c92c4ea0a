// Exits, and leaves a process behind that keeps its stdout and stderr open.
import { spawn } from 'node:child_process';
import { serve } from './well-behaved.mjs';

serve(() => {
  spawn('sleep', ['600'], { stdio: ['ignore', 'inherit', 'inherit'] });
  process.exit(3);
});
