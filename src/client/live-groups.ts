import { endEscaped } from './escaped.ts';

/*
 * The process groups that are alive now. Whatever ends the harness, short of SIGKILL, ends them too: they
 * are groups of their own, so a terminal's Ctrl-C reaches only the harness.
 */

/** With the mark that what they start carries. */
const live = new Map<number, Readonly<Record<string, string>>>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** From now on, kill this group when the harness ends, and all that carries its mark. */
export function remember(group: number, mark: Readonly<Record<string, string>>): void {
  if (live.size === 0) arm();
  live.set(group, mark);
}

/** This group is no more. */
export function forget(group: number): void {
  live.delete(group);
  if (live.size === 0) disarm();
}

/**
 * Send a signal to every process of a group; 0 only asks whether there is one.
 * @returns whether there was a process to send it to
 */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

function killAll(): void {
  for (const [group, mark] of live) {
    signalGroup(group, 'SIGKILL');
    endEscaped(mark);
  }
}

/** A signal with no listener but this one would have ended the harness without an `exit` event: so end it. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  disarm();
  process.kill(process.pid, signal);
}

function arm(): void {
  process.on('exit', killAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function disarm(): void {
  process.off('exit', killAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
