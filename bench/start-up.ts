import { join } from 'node:path';
import { timeProgram } from './program.ts';
import { goal, type Measurement, median } from './report.ts';

const ROUNDS = 11;

/** What `countersign --help` takes beyond Node itself. */
export async function benchStartUp(root: string, tell: (line: string) => void): Promise<Measurement[]> {
  tell(`start-up: ${ROUNDS} rounds`);
  const extra: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await timeProgram(['-e', '0'], root);
    extra.push((await timeProgram([join('dist', 'src', 'cli', 'main.js'), '--help'], root)) - bare);
  }
  const value = median(extra);
  return [
    {
      name: '`countersign --help` beyond `node -e 0`',
      value,
      unit: 'ms',
      how: `median of ${ROUNDS} rounds`,
      goal: goal(value, '<=', 150, 'ms'),
    },
  ];
}
