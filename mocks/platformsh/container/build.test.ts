import { describe, expect, test } from 'vitest';
import { containerEnvironment, findProgram, readAppConfig, runBuild } from './index.ts';

const hook = `set -e
npm ci
curl -sS https://platform.sh/cli/installer | php
`;

function runtime(environmentFile: string) {
  return containerEnvironment({ project: 'prj1', branch: 'master', variables: [], environmentFile });
}

describe('the build hook (P29, P30)', () => {
  test('downloads the CLI to .platformsh/bin, which is on the PATH at runtime', () => {
    const build = runBuild(hook);
    expect(build.installer).toBe('https://platform.sh/cli/installer');
    const environment = runtime(build.environmentFile);
    expect(environment.PATH).toMatch(/^\/app\/\.platformsh\/bin:.*:\/usr\/bin:/);
    expect(findProgram('platform', environment, build.programs)).toBe('/app/.platformsh/bin/platform');
  });

  test.each([
    ['no download', 'npm ci'],
    ['a download in a comment', '# curl -sS https://platform.sh/cli/installer | php'],
    ['another download', 'curl -sS https://getcomposer.org/installer | php'],
    ['a download that nothing runs', 'curl -sS https://platform.sh/cli/installer -o installer.php'],
    ['no address', 'curl -sS /cli/installer | php'],
  ])('%s leaves no CLI, and .environment as it was', (_, other) => {
    expect(runBuild(other, 'A=1')).toEqual({ installer: undefined, programs: [], environmentFile: 'A=1' });
  });

  test('another installer before it does not hide it', () => {
    const both = `curl -sS https://getcomposer.org/installer | php\n  ${hook}`;
    expect(runBuild(both).installer).toBe('https://platform.sh/cli/installer');
  });

  test('adds to .environment what is not there, once', () => {
    const first = runBuild(hook, 'export A=1').environmentFile;
    expect(runtime(first).A).toBe('1');
    expect(runtime(first).PATH).toContain('/app/.platformsh/bin:');
    expect(runBuild(hook, first).environmentFile).toBe(first);
  });

  test('a program that PATH does not lead to is not found', () => {
    const { programs } = runBuild(hook);
    expect(findProgram('platform', runtime(''), programs)).toBeUndefined();
    expect(findProgram('platform', {}, programs)).toBeUndefined();
  });
});

describe('.environment', () => {
  test.each([
    ['export PATH="$PLATFORM_APP_DIR/.platformsh/bin:$PATH"', '/app/.platformsh/bin:/old'],
    ['export PATH=/app/.platformsh/bin:$PATH', '/app/.platformsh/bin:/old'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own way to write it
    ['PATH="${PATH}:"\'/a b\'', '/old:/a b'],
    ["PATH='$PATH'", '$PATH'],
    ['PATH="\\$PATH \\"q\\" \\n"', '$PATH "q" \\n'],
    ['PATH=a\\ b\\\nc', 'a bc'],
    ['PATH=a"b\\\nc"', 'abc'],
    ['PATH=', ''],
    ["PATH='' # gone", ''],
    ['# first\n\n\tPATH=a; PATH=$PATH:b', 'a:b'],
    ['PATH=a#b', 'a#b'],
    ['PATH=$UNSET$constructor', ''],
  ])('%j', (file, path) => {
    expect(runtime(`PATH=/old\n${file}`).PATH).toBe(path);
  });

  test('has the last word', () => {
    expect(runtime('PLATFORM_BRANCH=mine').PLATFORM_BRANCH).toBe('mine');
  });

  test.each([
    'URL=$(echo hi)',
    'URL="$(echo hi)"',
    'URL="`id`"',
    'URL=`id`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own way to write it
    'HOME=${HOME:-/app}',
    'A=1 && B=2',
    'A=1 > file',
    'A=~/bin',
    'A=*',
    'A="open',
    "A='open",
    'A="a"#b',
    '; A=1',
    'A=1\\',
  ])('more shell than assignments is refused: %s', file => {
    expect(() => runtime(`B=1\n${file}`)).toThrow(
      /^Failed to read \.environment: ".*" in line 2 is more shell/,
    );
  });

  test.each([
    'echo hi',
    'export',
    'export A',
    'export A=1 B=2',
    'A=1 program',
    '"A"=1',
    '"A=1"',
    '1A=1',
    '$A=1',
  ])('a statement that is not one assignment is refused: %s', file =>
    expect(() => runtime(file)).toThrow('it holds a statement that is not one assignment'),
  );
});

describe('.platform.app.yaml', () => {
  test('gives the build hook and the cron tasks, in the way of the page and in that of today', () => {
    const config = readAppConfig(`
name: app
hooks:
    build: |
        curl -sS https://platform.sh/cli/installer | php
crons:
    backup:
        spec: '0 5 * * *'
        cmd: platform backup:create
    update:
        spec: 0 0 * * *
        commands:
            start: platform source-operation:run update
`);
    expect(config).toEqual({
      buildHook: 'curl -sS https://platform.sh/cli/installer | php\n',
      crons: [
        { name: 'backup', spec: '0 5 * * *', script: 'platform backup:create' },
        { name: 'update', spec: '0 0 * * *', script: 'platform source-operation:run update' },
      ],
    });
  });

  test('may lack both', () => {
    expect(readAppConfig('name: app')).toEqual({ buildHook: '', crons: [] });
  });

  test.each([
    ['', 'the file is no mapping'],
    ['- a', 'the file is no mapping'],
    ['a: [', 'it is no YAML'],
    ['hooks: text', 'hooks is no mapping'],
    ['hooks: {build: [a]}', 'hooks.build is no text'],
    ['crons: {b: {cmd: a}}', 'crons.b.spec is no text'],
    ["crons: {b: {spec: '* * * * *'}}", 'crons.b.commands.start is no text'],
  ])('%j is refused', (yaml, why) => {
    expect(() => readAppConfig(yaml)).toThrow(`Failed to read .platform.app.yaml: ${why}`);
  });
});
