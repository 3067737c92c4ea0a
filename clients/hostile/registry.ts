/*
 * Every hostile client, what its run must end with by docs/client-protocol.md, and what the run must tell its
 * author. `npm run hostile` puts each of them under the built suite; test/hostile.test.ts, which is quick, under
 * the adapters alone.
 */

/** The cases that `npm run hostile` asks of each client; one of them asks for {@link TROUBLE}. */
export const CASES = [
  'api-token-realm/header/carries-the-token-after-the-word-apitoken',
  'api-token-realm/header/carries-the-token-when-it-removes-a-project',
  'api-token-realm/refusals/a-token-that-nobody-has-generated-is-refused-in-the-header-and-asked-for-once',
  'api-token-realm/several-tokens/one-of-several-permissions-is-enough-where-the-platform-says-so',
  'api-token-realm/several-tokens/what-one-token-may-not-do-the-other-does',
  'api-token-realm/several-tokens/who-may-write-need-not-read',
] as const;

/** The case in which a client that has trouble with one call has it. */
export const TROUBLED_CASE: (typeof CASES)[number] = CASES[3];

/** The path that brings the trouble. */
export const TROUBLE = '/usage';

/** How a run of {@link CASES} must end. */
export interface Ending {
  readonly exit: 0 | 1 | 3 | 4;
  /** How many cases come to which verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** What has happened, as the run tells it; absent where there is nothing to tell. */
  readonly says?: string;
  /** What the author is to do, as the run tells it. */
  readonly mend?: string;
}

export interface HostileClient extends Ending {
  /** `clients/hostile/NAME.mjs`; a client whose name begins with `module-` is a module. */
  readonly name: string;
  /** Completes "The client …". */
  readonly does: string;
  /** What the call that meets the trouble comes to; absent where the trouble is at another time. */
  readonly call?: 'deadline' | 'gone' | 'broken-message' | 'unsupported' | 'adapter-fault';
  /** Deadline of its calls, in milliseconds, where it is not that of the suite. */
  readonly deadlineMs?: number;
}

/** One case shows the trouble, and all the others pass. */
const ONE_FAILED = { exit: 1, verdicts: { passed: 5, failed: 1 } } as const;
const ONE_NOT_RUN = { exit: 3, verdicts: { passed: 5, 'could-not-run': 1 } } as const;
const NONE_RUN = { exit: 4, verdicts: { 'could-not-run': 6 } } as const;
/** All cases pass; 3 where the end was not as it should be. */
const ALL_PASSED = { exit: 0, verdicts: { passed: 6 } } as const;
const BAD_END = { exit: 3, verdicts: { passed: 6 } } as const;

/** Whoever misses a deadline is waited for no longer than this; a gigabyte may take its time. Milliseconds. */
const MISSED_MS = 3000;
const NOISE_MS = 60_000;

const DEADLINE = {
  ...ONE_FAILED,
  call: 'deadline',
  deadlineMs: MISSED_MS,
  says: 'did not answer within',
  mend: 'Every call needs an answer. --timeout MS sets the deadline.',
} as const;
const GONE = {
  ...ONE_FAILED,
  call: 'gone',
  mend: 'The adapter must live until it has answered shutdown',
} as const;
const BROKEN = { ...ONE_NOT_RUN, call: 'broken-message' } as const;
const LINE_FEED = 'end every answer with a line feed, and flush it.';
const STDERR = 'write everything else to stderr';
const AT_THE_END = 'exits with 0 at once and says nothing more.';

export const HOSTILE_CLIENTS: readonly HostileClient[] = [
  // Nothing wrong: the measure of the others.
  { name: 'behaves', does: 'does all as it should', ...ALL_PASSED },
  { name: 'module-behaves', does: 'does all as it should', ...ALL_PASSED },

  // In the handshake: nothing can be asked.
  {
    name: 'exits-at-once',
    does: 'does nothing and exits 0',
    ...NONE_RUN,
    says: 'failed the handshake: it exited with code 0',
    mend: GONE.mend,
  },
  {
    name: 'silent',
    does: 'never says a word',
    ...NONE_RUN,
    deadlineMs: MISSED_MS,
    says: 'failed the handshake: it did not answer within',
    mend: DEADLINE.mend,
  },
  {
    name: 'writes-a-banner',
    does: 'greets its user on stdout',
    ...NONE_RUN,
    says: 'a line that is not JSON: "hostile 1.0.0, ready to serve"',
    mend: STDERR,
  },
  {
    name: 'unknown-capability',
    does: 'claims a capability that does not exist',
    ...NONE_RUN,
    says: 'capabilities.api-token-realm.1',
    mend: 'docs/client-protocol.schema.json say what an answer looks like.',
  },
  {
    name: 'module-does-not-load',
    does: 'cannot be imported',
    ...NONE_RUN,
    says: 'no licence key',
    mend: 'Mend the adapter',
  },

  // No answer.
  { name: 'never-answers', does: 'never answers one call', ...DEADLINE },
  { name: 'answers-late', does: 'answers after the deadline', ...DEADLINE },
  { name: 'ignores-term', does: 'never answers, and ignores TERM and the end of its input', ...DEADLINE },
  { name: 'module-blocks-loop', does: 'blocks the event loop', ...DEADLINE },
  {
    name: 'half-line-stays',
    does: 'writes an answer without its line feed, and stays',
    ...DEADLINE,
    mend: LINE_FEED,
  },
  {
    name: 'answers-nothing',
    does: 'never answers anything after the handshake',
    exit: 1,
    verdicts: { failed: 2, 'could-not-run': 4 },
    deadlineMs: MISSED_MS,
    says: '3 failures in a row, the last: the client did not answer within',
    mend: DEADLINE.mend,
  },

  // No process.
  {
    name: 'dies-by-signal',
    does: 'dies by a signal in the middle of a case',
    ...GONE,
    says: 'was ended by SIGSEGV',
  },
  {
    name: 'dies-each-time',
    does: 'dies by a signal at every session',
    exit: 1,
    verdicts: { failed: 3, 'could-not-run': 3 },
    says: '3 failures in a row, the last: the client was ended by SIGKILL',
    mend: GONE.mend,
  },
  {
    name: 'leaves-grandchild',
    does: 'exits in a call and leaves a process that keeps its stdout open',
    ...GONE,
    says: 'exited with code 3',
  },
  {
    name: 'closes-output',
    does: 'closes its stdout and stays',
    ...GONE,
    says: 'closed its output',
    mend: 'must keep its output open',
  },
  {
    name: 'half-line',
    does: 'exits in the middle of a line',
    ...GONE,
    says: 'exited with code 0 in the middle of a line',
    mend: LINE_FEED,
  },
  { name: 'module-throws-outside', does: 'throws outside a promise', ...GONE, says: 'exited with code 1' },
  { name: 'module-exits', does: 'calls process.exit(0) in a call', ...GONE, says: 'exited with code 0' },
  {
    name: 'exits-when-idle',
    does: 'exits 0 between two calls',
    ...ONE_FAILED,
    says: 'exited with code 0',
    mend: GONE.mend,
  },

  // Messages that the protocol does not allow.
  {
    name: 'huge-line',
    does: 'writes a line of 10 MB',
    ...BROKEN,
    says: 'a line longer than 4194304 bytes',
    mend: 'cut off bodies',
  },
  {
    name: 'endless-line',
    does: 'writes a line without end',
    ...BROKEN,
    says: 'a line longer than 4194304 bytes',
    mend: 'End every answer with a line feed',
  },
  {
    name: 'endless-noise',
    does: 'writes lines of noise to stdout without end',
    ...BROKEN,
    says: 'a line that is not JSON: "noise noise',
    mend: STDERR,
  },
  {
    name: 'invalid-utf8',
    does: 'answers in Latin-1',
    ...BROKEN,
    says: 'bytes that are not UTF-8',
    mend: 'Write UTF-8 whatever the locale is',
  },
  {
    name: 'wrong-id',
    does: 'answers a call that was never made',
    ...BROKEN,
    says: 'an answer to a call that was never made, id "c',
    mend: 'Answer with the id of the call, as it came.',
  },
  {
    name: 'answers-unasked',
    does: 'says what it was not asked',
    ...BROKEN,
    says: 'a line that is no answer',
    mend: 'say nothing that was not asked',
  },
  {
    name: 'breaks-schema',
    does: 'answers in a form that does not exist',
    ...BROKEN,
    says: 'status: Invalid input: expected number, received string',
    mend: 'docs/client-protocol.schema.json say what an answer looks like.',
  },
  {
    name: 'answers-twice',
    does: 'answers a call twice',
    ...ONE_NOT_RUN,
    says: 'a second answer to a call',
    mend: 'Answer each call once',
  },
  {
    name: 'says-passed',
    does: 'answers every call with rubbish that looks like passed',
    ...NONE_RUN,
    says: 'the 3rd such message in a row',
    mend: 'docs/client-protocol.schema.json say what an answer looks like.',
  },
  {
    name: 'fickle',
    does: 'dies, and claims something else when it is started again',
    exit: 4,
    // In the order of the seed three cases come before the trouble.
    verdicts: { passed: 3, failed: 1, 'could-not-run': 2 },
    says: 'failed the handshake when it was started again',
    mend: 'Answer initialize alike every time',
  },

  // Answers that are not true.
  {
    name: 'overclaims',
    does: 'claims what it does not do, and says so when asked',
    ...ONE_FAILED,
    call: 'unsupported',
    says: 'not yet',
    mend: 'Declare in initialize only what the adapter can do.',
  },
  {
    name: 'module-throws',
    does: 'throws in a call',
    ...ONE_NOT_RUN,
    call: 'adapter-fault',
    says: 'the adapter has a bug',
    mend: 'what the SDK reports belongs in an outcome "rejected".',
  },
  {
    name: 'says-yes',
    does: 'asks the platform nothing and reports every success',
    exit: 1,
    verdicts: { failed: 6 },
    says: 'a success that never crossed the wire',
    mend: 'an answer must not be made up',
  },
  {
    name: 'says-no',
    does: 'asks the platform nothing and reports every refusal',
    exit: 1,
    verdicts: { failed: 6 },
    says: 'The platform was not asked what it would have refused.',
    mend: 'it cannot know the answer by itself',
  },
  {
    name: 'module-patches-globals',
    does: 'patches fetch to answer 200, and the clock',
    exit: 1,
    verdicts: { failed: 6 },
    says: 'a success that never crossed the wire',
    mend: 'an answer must not be made up',
  },

  // As it may.
  {
    name: 'noise-on-stderr',
    does: 'writes 1 GB to stderr, as it may, and answers',
    ...ALL_PASSED,
    deadlineMs: NOISE_MS,
  },
  {
    name: 'module-noise',
    does: 'writes 1 GB to stdout, as a module may, and answers',
    ...ALL_PASSED,
    deadlineMs: NOISE_MS,
  },

  // At the end.
  {
    name: 'exits-7',
    does: 'exits 7 after perfect traffic',
    ...BAD_END,
    says: 'exited with code 7 after it had shut down',
    mend: AT_THE_END,
  },
  {
    name: 'module-exits-7',
    does: 'exits 7 after perfect traffic',
    ...BAD_END,
    says: 'exited with code 7 after it had shut down',
    mend: AT_THE_END,
  },
  {
    name: 'stays-after-shutdown',
    does: 'answers shutdown and stays',
    ...BAD_END,
    deadlineMs: MISSED_MS,
    says: 'ms after it had shut down',
    mend: AT_THE_END,
  },
  {
    name: 'answers-after-shutdown',
    does: 'goes on talking after shutdown',
    ...BAD_END,
    says: 'a second answer to a call, after it had shut down',
    mend: AT_THE_END,
  },
  { name: 'module-starts-another', does: 'starts a process that would outlive it', ...ALL_PASSED },
  { name: 'leaves-listener', does: 'starts a server and leaves it behind', ...ALL_PASSED },
  {
    name: 'leaves-daemon',
    does: 'leaves a process in a session of its own that keeps its stdout open',
    ...ALL_PASSED,
  },
];

export const isModule = ({ name }: Pick<HostileClient, 'name'>): boolean => name.startsWith('module-');
