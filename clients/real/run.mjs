import { spawn } from 'node:child_process';

/*
 * Runs a program to its end and keeps what it printed.
 */

/**
 * @param {string[]} args
 * @param {object} [options] those of `spawn`, and
 * @param {Buffer} [options.input] all of its standard input
 * @param {[prompt: string, answer: string][]} [options.answers] lines that are typed as soon as standard output
 *   shows their prompts, in this order
 * @returns {Promise<{code: number, stdout: Buffer, stderr: Buffer}>}
 * @throws Error when it cannot be started, or ends by a signal; its message holds no argument
 */
export function run(program, args, { input, answers = [], ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    const stdout = [];
    const stderr = [];
    const open = [...answers];
    child.stdout.on('data', chunk => {
      stdout.push(chunk);
      if (open.length > 0 && Buffer.concat(stdout).includes(open[0][0]))
        child.stdin.write(`${open.shift()[1]}\n`);
    });
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.stdin.on('error', () => {}); // it may end without reading it
    if (answers.length === 0) child.stdin.end(input);
    child.on('error', ({ code }) =>
      reject(new Error(`Failed to run ${program}: ${code}. Is it on the PATH?`)),
    );
    child.on('close', (code, signal) => {
      if (signal !== null) reject(new Error(`Failed to run ${program}: it was ended by ${signal}.`));
      else resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
  });
}
