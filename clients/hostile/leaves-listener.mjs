// Starts a server in its own process group, and exits without ending it.
import { spawn } from 'node:child_process';
import { serve } from './well-behaved.mjs';

spawn(process.execPath, ['-e', 'require("node:http").createServer().listen(0, "127.0.0.1")'], {
  stdio: 'inherit',
});
serve();
