import { mutants } from '../../clients/mutants/index.ts';
import reference from '../../clients/reference/index.ts';
import { Bench } from './bench.ts';
import { figures, type Goals, matrix, shortcomings } from './report.ts';
import { thensOf, trialOf } from './trial.ts';

/*
 * npm run mutants [-- NAME…]: run the whole suite against every deliberately wrong client and mock, print what
 * each of them failed, and end with 1 where the suite let one pass or failed it for something else.
 */
const bench = await Bench.set();
const names = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => names.length === 0 || names.includes(name));

const sound = await bench.judgeClient(() => reference());
const goals: Goals = {
  requirements: bench.catalogue.rows
    .filter(row => row.subject === 'client' && row.excluded === undefined)
    .map(row => row.id),
  cases: sound.map(record => record.id),
  steps: [...new Set(sound.flatMap(thensOf))],
};
const trials = [];
for (const mutant of chosen) {
  trials.push(trialOf(mutant, await bench.judgeClient(mutant.make)));
  process.stderr.write('.');
}
const amiss = shortcomings(trials, goals);
process.stdout.write(
  `\n${matrix(trials, goals.requirements)}\n\n${figures(trials, goals)}\n\n${amiss.join('\n')}\n`,
);
process.exitCode = amiss.length === 0 ? 0 : 1;
