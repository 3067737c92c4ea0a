import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A client under test as a subprocess, one call at a time; a few lines for the tests of clients. */
export class StdioClient {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #id = 0;

  constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  /** Make one call; resolves with its result, or with the whole error. */
  async call(method: string, params: object): Promise<unknown> {
    const id = String(++this.#id);
    this.#process.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('The client closed its output.');
    const answer = JSON.parse(value);
    if (answer.id !== id) throw new Error(`Asked ${id}, was answered ${answer.id}.`);
    return answer.result ?? answer;
  }

  /** End it by the protocol; resolves with its exit code. */
  async shutdown(): Promise<number | null> {
    const exit = once(this.#process, 'exit');
    await this.call('shutdown', {});
    return (await exit)[0];
  }

  /** End it by force, if it still runs. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
