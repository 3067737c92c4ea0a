import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/*
 * A process that begins a session of its own leaves its client's process group. It still carries the mark that
 * the client was given in its environment, and Linux tells the environment of every process of the same user.
 */

/** The variable that marks a client and all that it starts. */
const MARK = 'COUNTERSIGN_CLIENT';
/** A process may start another while it is looked for. */
const ROUNDS = 3;

/** A mark that no other client has, as a variable of the environment. */
export function newMark(): Readonly<Record<string, string>> {
  return { [MARK]: randomUUID() };
}

/** Kill every process that carries this mark. Where no /proc is, nothing is known of any. */
export function endEscaped({ [MARK]: mark }: Readonly<Record<string, string>>): void {
  for (let round = 0; round < ROUNDS; round++) {
    const escaped = processes().filter(pid => environment(pid).includes(`${MARK}=${mark}\0`));
    if (escaped.length === 0) return;
    for (const pid of escaped) kill(pid);
  }
}

function processes(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** As its program was started with; empty where it is gone or another user's. */
function environment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
