// Starts a process that would outlive it.
import { spawn } from 'node:child_process';
import { moduleWith } from './well-behaved-module.mjs';

spawn('sleep', ['600'], { stdio: 'inherit' });

export default moduleWith();
