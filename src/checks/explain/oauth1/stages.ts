import type { Trace } from './recipe.ts';

/** One stage of a signature, as it should be and as the client made it. Secrets are masked. */
export interface Stage {
  readonly name: string;
  readonly expected: string;
  readonly sent: string;
}

type Step = Exclude<keyof Trace, 'showsKey'>;

const NAMES: Readonly<Record<Step, string>> = {
  method: 'method',
  url: 'URL',
  parameters: 'sorted parameters',
  baseString: 'base string',
  key: 'key',
  signature: 'signature',
};
const STEPS = Object.keys(NAMES) as Step[];

/** Two ways of signing side by side. */
export function stagesOf(expected: Trace, sent: Trace): Stage[] {
  return stepsOf(expected, sent).map(step => ({
    name: NAMES[step],
    expected: shown(expected, step),
    sent: shown(sent, step),
  }));
}

/** Of PLAINTEXT there is but the key, which is the signature. */
function stepsOf(expected: Trace, sent: Trace): readonly Step[] {
  return expected.showsKey && sent.showsKey ? ['key', 'signature'] : STEPS;
}

function shown(trace: Trace, step: Step): string {
  return step === 'key' || (step === 'signature' && trace.showsKey) ? mask(trace[step]) : trace[step];
}

/** Name of the first stage that differs, before masking; the last one always does. */
export function firstDifference(expected: Trace, sent: Trace): string {
  return NAMES[stepsOf(expected, sent).find(step => expected[step] !== sent[step]) ?? 'signature'];
}

/** Letters and digits become `•`; punctuation and escapes stay, so that an encoding mistake can be seen. */
function mask(text: string): string {
  return text.replace(/(%(?:25)*[0-9a-f]{2})|[\p{L}\p{N}]/giu, (_match, kept?: string) => kept ?? '•');
}
