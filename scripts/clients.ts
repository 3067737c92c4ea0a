// `npm run clients`: every client of clients/real/clients.yaml under test, each against what its run must end with.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const client = z.strictObject({
  name: z.string(),
  run: z.array(z.string()),
  needs: z.record(z.string(), z.string()).default({}),
  /** Folder whose locked dependencies are installed first. */
  install: z.string().optional(),
  exit: z.int(),
  /** What `explain` has to say of a case. */
  explains: z.strictObject({ case: z.string(), says: z.string() }).optional(),
});
type Client = z.output<typeof client>;

const { clients } = z
  .strictObject({ clients: z.array(client) })
  .parse(parse(readFileSync('clients/real/clients.yaml', 'utf8')));
const problems = clients.flatMap((entry, i) => judge(entry, join('reports', 'clients', String(i))));
for (const problem of problems) console.error(problem);
console.log(`${clients.length - problems.length} passed, ${problems.length} failed`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Put one client under test. @returns what is not as it should be, one sentence or none */
function judge(entry: Client, reports: string): string[] {
  for (const [program, debian] of Object.entries(entry.needs)) {
    if (spawnSync(program, ['--version']).error)
      return [`Failed to run ${entry.name}: ${program} is missing. apt-get install ${debian}`];
  }
  if (entry.install !== undefined)
    execFileSync('npm', ['ci', '--silent', '--prefix', entry.install], { stdio: 'inherit' });
  const { status } = countersign(['run', '--quiet', '--reports', reports, ...entry.run]);
  console.log(`${entry.name}: exit ${status}, ${summaryIn(reports)}`);
  if (status !== entry.exit)
    return [`${entry.name} ended with ${status} instead of ${entry.exit}. See ${reports}/result.json.`];
  if (entry.explains === undefined) return [];
  const { stdout } = countersign(['explain', entry.explains.case, '--reports', reports]);
  return stdout.includes(entry.explains.says)
    ? []
    : [`explain ${entry.explains.case} does not say "${entry.explains.says}".`];
}

function countersign(args: readonly string[]) {
  return spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], { encoding: 'utf8' });
}

function summaryIn(reports: string): string {
  const { summary } = JSON.parse(readFileSync(join(reports, 'result.json'), 'utf8')) as {
    summary: Record<string, number>;
  };
  return Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');
}
