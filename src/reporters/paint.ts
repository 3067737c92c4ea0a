import picocolors from 'picocolors';
import type { Verdict } from '../verdict/verdict.ts';

export type Paint = ReturnType<typeof picocolors.createColors>;

/** Colours for a terminal that wants them (https://no-color.org), none for anything else. */
export function paintFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  return picocolors.createColors(stream.isTTY === true && (env.NO_COLOR ?? '') === '');
}

/** A verdict in the colour of its gravity. */
export function paintVerdict(paint: Paint, verdict: Verdict, text: string = verdict): string {
  if (verdict === 'passed') return paint.green(text);
  if (verdict === 'warning' || verdict === 'expected-failure') return paint.yellow(text);
  if (verdict === 'not-declared' || verdict === 'not-applicable') return paint.dim(text);
  return paint.red(text);
}

/** Text that others wrote, without what would command a terminal; line ends and tabs stay. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the terminal
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** Every line of a text behind the same margin. */
export function indent(text: string, margin: string): string {
  return text
    .split('\n')
    .map(line => (line === '' ? line : `${margin}${line}`))
    .join('\n');
}
