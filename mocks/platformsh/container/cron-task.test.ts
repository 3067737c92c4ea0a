import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../kernel/index.ts';
import {
  type CronTask,
  containerEnvironment,
  findProgram,
  readAppConfig,
  runBuild,
  runCron,
} from './index.ts';

const DAY = 24 * 3600 * 1000;
const midnight = Date.parse('2026-01-02T00:00:00Z');
const production = { PLATFORM_BRANCH: 'master' };

const sample = `if [ "$PLATFORM_BRANCH" = master ]; then
    platform backup:create --yes --no-wait
fi
`;

function task(script: string, spec = '0 5 * * *'): CronTask {
  return { name: 'backup', spec, script };
}

/** The commands that two days bring. */
async function commandsOf(
  script: string,
  environment: Record<string, string> = production,
): Promise<string[][]> {
  const runs = await runCron(task(script), environment, midnight, midnight + DAY, argv => [...argv]);
  return runs.flatMap(({ results }) => results);
}

describe('the sample of the page (P32, P33)', () => {
  test('makes a backup each morning on the production branch', async () => {
    const seen: unknown[] = [];
    const environment = { ...production, PLATFORMSH_CLI_TOKEN: 'tkn' };
    const runs = await runCron(task(sample), environment, midnight, midnight + 2 * DAY, (argv, env, at) => {
      seen.push([argv, env.PLATFORMSH_CLI_TOKEN, new Date(at).toISOString()]);
      return 0;
    });
    const argv = ['platform', 'backup:create', '--yes', '--no-wait'];
    expect(seen).toEqual([
      [argv, 'tkn', '2026-01-02T05:00:00.000Z'],
      [argv, 'tkn', '2026-01-03T05:00:00.000Z'],
    ]);
    expect(runs.map(({ results }) => results)).toEqual([[0], [0]]);
  });

  test.each([{ PLATFORM_BRANCH: 'feature' }, { PLATFORM_BRANCH: 'Master' }, {}])(
    'is due elsewhere too, and does nothing: %j',
    async environment => {
      const ran: unknown[] = [];
      const runs = await runCron(task(sample), environment, midnight, midnight + DAY, argv => ran.push(argv));
      expect(ran).toEqual([]);
      expect(runs).toEqual([{ at: midnight + 5 * 3600 * 1000, results: [] }]);
    },
  );

  test('in one line it is the same', async () => {
    expect(await commandsOf(sample.replaceAll('\n', ' ').replace('wait', 'wait;'))).toEqual(
      await commandsOf(sample),
    );
  });

  test('a container with a virtual clock: build, environment, cron', async () => {
    const config = readAppConfig(
      `hooks: {build: curl -sS https://platform.sh/cli/installer | php}\ncrons: {b: {spec: 0 5 * * *, cmd: '${sample.replaceAll('\n', ' ').replace('wait', 'wait;')}'}}`,
    );
    const build = runBuild(config.buildHook);
    const environment = containerEnvironment({ project: 'p', branch: 'master', variables: [], ...build });
    const clock = new VirtualClock(() => 0, midnight);
    const from = clock.now();
    clock.advance(DAY);
    const run = ([program = '']: readonly string[], env: Readonly<Record<string, string>>) =>
      findProgram(program, env, build.programs);
    const runs = await runCron(config.crons[0] ?? task(''), environment, from, clock.now(), run);
    expect(runs).toEqual([{ at: midnight + DAY * (5 / 24), results: ['/app/.platformsh/bin/platform'] }]);
  });
});

describe('scripts', () => {
  test('commands run one after the other, each after the last has ended', async () => {
    const log: string[] = [];
    await runCron(task('a\nb; c'), {}, midnight, midnight + DAY, async ([name]) => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
    });
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('words are split and filled in as a shell does', async () => {
    const script = `platform 'a $X' "b $X" c\\ d "" -e "$PLATFORM_BRANCH"x # done`;
    expect(await commandsOf(script)).toEqual([['platform', 'a $X', 'b ', 'c d', '', '-e', 'masterx']]);
  });

  test('what a command throws ends the task', async () => {
    const fails = () => Promise.reject(new Error('no such program'));
    await expect(runCron(task('a'), {}, midnight, midnight + DAY, fails)).rejects.toThrow('no such program');
  });

  test.each([
    ['', 'it holds no command'],
    ['if [ "$A" = b ]; then\nfi', 'its if-check guards no command'],
    ['if [ "$A" = b ]; then a; done', 'it does not end with "fi"'],
    ['if [ "$A" = b ]; a; fi', 'no "then" follows its if-check'],
    ['if [ "$A" = b ]; then a; else b; fi', 'is for a shell'],
    ['if [ "$A" = b ]; then a; fi; c', 'it does not end with "fi"'],
    ['if [ "$A" == b ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ "$A" != b ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ $A = b ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ "x$A" = xb ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ "$A"x = bx ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ "$A" = b ] c; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ "$A" = "$B" ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ -n "$A" ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if [ "$A" = b -a c ]; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['if test "$A" = b; then a; fi', 'not of the form [ "$NAME" = value ]'],
    ['a; if [ "$A" = b ]; then a; fi', 'is for a shell'],
    ['export A=1', 'is for a shell'],
    ['"cd" /app', 'is for a shell'],
    ['A="b" platform', 'is for a shell'],
    ['platform -e $A', 'a variable stands outside quotes'],
    ['a && b', '"&" in line 1 is more shell'],
    ['a | b', '"|" in line 1 is more shell'],
    ['a\nb > c', '">" in line 2 is more shell'],
    ['a;; b', '";" in line 1 is more shell'],
    ['a *', '"*" in line 1 is more shell'],
  ])('%j is refused before anything runs', async (script, why) => {
    const ran: unknown[] = [];
    const running = runCron(task(script), { A: 'b' }, midnight, midnight + DAY, argv => ran.push(argv));
    await expect(running).rejects.toThrow(why);
    await expect(running).rejects.toThrow(/^Failed to read the cron task "backup": .+\. See /s);
    expect(ran).toEqual([]);
  });

  test('a spec that nobody can read is refused though nothing is due', async () => {
    await expect(runCron(task('a', 'H * * * *'), {}, 0, 0, () => 0)).rejects.toThrow('"H" is no minute');
  });
});
