import { describe, expect, test } from 'vitest';
import { readArrived } from './arrived.ts';
import { pairAttempts, possibleMistakes, singleAttempts } from './attempts.ts';
import type { Circumstances } from './mistake.ts';
import { explainSignature } from './signature.ts';
import { sloppyRequest, sloppySignature, type Task } from './testing/sloppy-signer.ts';
import { FLAGS, TASKS } from './testing/tasks.ts';

const idOf = (flag: string) => flag.split(':')[0]!;
const send = (task: Task, ...flags: string[]) => sloppyRequest(task, new Set(flags));
/** What the server reads; nothing where a broken form hides the signature from it. */
function arrives(task: Task, ...flags: string[]): string | undefined {
  if (!flags.includes('signature-not-encoded')) return sloppySignature(task, new Set(flags));
  return readArrived(send(task, ...flags))?.signature.value;
}

/** The flags that make a difference in a task, with the signature that arrives of each. */
function effective(task: Task): Map<string, string> {
  const right = arrives(task);
  const all = FLAGS.filter(flag => applies(task, flag)).map(flag => [flag, arrives(task, flag)] as const);
  return new Map(all.filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== right));
}

/** Whether the signer knows what to do about a flag: it cannot sign for a token that it has not. */
function applies(task: Task, flag: string): boolean {
  if (flag === 'token-secret-of-another-token') return task.otherTokenSecret !== undefined;
  if (flag.startsWith('unsent-parameter-signed:')) return !(flag.split(':')[1]! in task.own);
  return true;
}

function circumstancesOf(task: Task, ...flags: string[]): Circumstances {
  const { otherTokenSecrets = [], consumerSecret, tokenSecret, ...rest } = send(task, ...flags);
  const arrived = readArrived({ ...rest, consumerSecret, tokenSecret })!;
  return { arrived, secrets: { consumer: consumerSecret, token: tokenSecret }, otherTokenSecrets };
}

test('every mistake that can be explained can be made, and the other way round', () => {
  const known = Object.values(TASKS).flatMap(task =>
    FLAGS.flatMap(flag => (applies(task, flag) ? possibleMistakes(circumstancesOf(task, flag)) : [])),
  );
  expect(new Set(known.map(m => m.id))).toEqual(new Set(FLAGS.map(idOf)));
});

const entries = Object.entries(TASKS);

describe.each(entries)('one mistake in %s', (_name, task) => {
  const flags = effective(task);

  test.each([...flags])('%s is named', (flag, signature) => {
    const same = [...flags].filter(([, other]) => other === signature).map(([other]) => idOf(other));
    expect(same).toContain(explainSignature(send(task, flag))?.mistakes.join(' and '));
  });

  test('the right signature is not explained', () => {
    expect(explainSignature(send(task))).toBeUndefined();
  });
});

test('every mistake, in every variant, is named and nothing else could be meant in some task', () => {
  const certain = entries.flatMap(([, task]) => {
    const flags = [...effective(task)];
    return flags
      .filter(([flag, sent]) => flags.every(([f, other]) => other !== sent || idOf(f) === idOf(flag)))
      .map(([flag]) => flag);
  });
  expect(FLAGS.filter(flag => !certain.includes(flag))).toEqual([]);
});

/** Which combinations of mistakes, by the sloppy signer, give which signature in a task. */
function byTwo(task: Task): Map<string, string[]> {
  const flags = FLAGS.filter(flag => applies(task, flag));
  const alone = new Set([arrives(task), ...flags.map(flag => arrives(task, flag))]);
  const found = new Map<string, string[]>();
  for (const [i, one] of flags.entries()) {
    for (const two of flags.slice(i + 1).filter(flag => idOf(flag) !== idOf(one))) {
      const signature = arrives(task, one, two);
      if (signature === undefined || alone.has(signature)) continue;
      found.set(signature, [...(found.get(signature) ?? []), [idOf(one), idOf(two)].sort().join(' and ')]);
    }
  }
  return found;
}

/** What the explanations say of every signature that one mistake or two of them give in a task. */
function explainedIn(task: Task): Map<string, string> {
  const explained = new Map<string, string>();
  const hidden = task.place === 'header' && task.own.oauth_signature_method !== 'PLAINTEXT';
  for (const flags of hidden ? [[]] : [[], ['signature-not-encoded']]) {
    const circumstances = circumstancesOf(task, ...flags);
    for (const { mistakes, trace } of [...singleAttempts(circumstances), ...pairAttempts(circumstances)]) {
      const ids = mistakes.map(m => m.id).sort();
      if (!explained.has(trace.signature)) explained.set(trace.signature, ids.join(' and '));
    }
  }
  return explained;
}

test.each(entries)('two mistakes are named, whichever two they are, in %s', (_name, task) => {
  const [made, explained] = [byTwo(task), explainedIn(task)];
  expect(made.size).toBeGreaterThan(200);
  const wrong = [...made].filter(([signature, pairs]) => !pairs.includes(explained.get(signature) ?? ''));
  expect(wrong.map(([signature, pairs]) => [pairs, explained.get(signature)])).toEqual([]);
});
