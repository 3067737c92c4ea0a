import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Unsigned } from './generate.ts';
import type { Signed } from './requests.ts';

/** Debian's own interpreter: its packages are not seen by another one. */
const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('peer.py', import.meta.url));

/** What oauthlib says of a request. */
export interface Verdict {
  readonly ok: boolean;
  /** The base string, where it came so far as to make one. */
  readonly baseString?: string | null;
}

/** @throws Error with the command that installs it, where oauthlib is missing */
export function requirePeer(): void {
  const { status } = spawnSync(PYTHON, ['-c', 'import oauthlib.oauth1']);
  if (status !== 0) {
    throw new Error(
      'Failed to compare with oauthlib: Python cannot import it. Run apt-get install -y python3-oauthlib.',
    );
  }
}

/** Whether oauthlib is taken as it is, or decodes query and body once only (3.4.1.3.1). */
export type State = 'as it is' | 'corrected';

/** Have oauthlib sign requests, rightly wherever the parameters go. */
export function signByOauthlib(requests: readonly Unsigned[]): Signed[] {
  const answers = ask<Pick<Signed, 'url' | 'authorization' | 'body'>>(
    requests.map(request => ({ do: 'sign', corrected: true, ...request })),
  );
  return requests.map((request, i) => ({ ...request, ...answers[i]! }));
}

/** Have oauthlib verify requests. */
export function verifyByOauthlib(requests: readonly Signed[], state: State): Verdict[] {
  return ask(requests.map(request => ({ do: 'verify', corrected: state === 'corrected', ...request })));
}

function ask<T>(messages: readonly object[]): T[] {
  if (messages.length === 0) return [];
  const input = messages.map(message => `${JSON.stringify(message)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(PYTHON, [SCRIPT], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`Failed to ask oauthlib: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as T);
}
