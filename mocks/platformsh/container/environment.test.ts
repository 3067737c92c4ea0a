import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ContainerSpec,
  type ContainerVariable,
  containerEnvironment,
  variableNameFault,
} from './index.ts';

const plain: ContainerVariable = {
  name: 'plain',
  value: 'v',
  isJson: false,
  isSensitive: false,
  isEnabled: true,
  isInheritable: true,
  visibleBuild: true,
  visibleRuntime: true,
  level: 'environment',
};

function variable(name: string, value: string, rest: Partial<ContainerVariable> = {}): ContainerVariable {
  return { ...plain, name, value, ...rest };
}

function environmentOf(variables: readonly ContainerVariable[], rest: Partial<ContainerSpec> = {}) {
  return containerEnvironment({ project: 'prj1', branch: 'master', variables, ...rest });
}

function decoded(environment: Record<string, string>): unknown {
  return JSON.parse(Buffer.from(environment.PLATFORM_VARIABLES ?? '', 'base64').toString('utf8'));
}

describe('where a variable is found', () => {
  test('env: puts it on its own, upper-cased, and nowhere else (P26, P27)', () => {
    const environment = environmentOf([variable('env:foo_1', 'bar'), variable('theanswer', '42')]);
    expect(environment.FOO_1).toBe('bar');
    expect(decoded(environment)).toEqual({ theanswer: '42' });
    expect(environment).not.toHaveProperty('theanswer');
  });

  test('a sensitive one is readable in the container', () => {
    const token = variable('env:PLATFORMSH_CLI_TOKEN', 'tkn', { isSensitive: true });
    expect(environmentOf([token]).PLATFORMSH_CLI_TOKEN).toBe('tkn');
  });

  test('JSON is parsed in PLATFORM_VARIABLES, and stays text on its own', () => {
    const json = { isJson: true };
    const environment = environmentOf([
      variable('list', '[1, {"a": null}]', json),
      variable('env:LIST', '[ 1]', json),
    ]);
    expect(decoded(environment)).toEqual({ list: [1, { a: null }] });
    expect(environment.LIST).toBe('[ 1]');
  });

  test('a value that only claims to be JSON is refused, and not shown', () => {
    const build = () => environmentOf([variable('broken', 's3cret', { isJson: true })]);
    expect(build).toThrow('Failed to make PLATFORM_VARIABLES: the value of "broken" is no JSON.');
    expect(build).not.toThrow(/s3cret/);
  });

  test('any names and values come back out of PLATFORM_VARIABLES', () => {
    const name = fc
      .oneof(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), fc.constant('__proto__'))
      .filter(text => variableNameFault(text) === undefined && !text.startsWith('env:'));
    const content = fc.oneof(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, content)), given => {
        const variables = given.map(([key, value]) =>
          typeof value === 'string'
            ? variable(key, value)
            : variable(key, JSON.stringify(value), { isJson: true }),
        );
        const expected = new Map(given.map(([key, value]) => [key, JSON.stringify(value)]));
        const found = Object.entries(decoded(environmentOf(variables)) as object);
        expect(new Map(found.map(([key, value]) => [key, JSON.stringify(value)]))).toEqual(expected);
      }),
    );
  });

  test('without variables PLATFORM_VARIABLES is an empty object, in base64 with its padding', () => {
    expect(environmentOf([]).PLATFORM_VARIABLES).toBe('e30=');
  });
});

describe('which variable holds', () => {
  const project = variable('x', 'project', { level: 'project' });

  test('the environment before the project, in whatever order they come', () => {
    const own = variable('x', 'environment');
    expect(decoded(environmentOf([own, project]))).toEqual({ x: 'environment' });
    expect(decoded(environmentOf([project, own]))).toEqual({ x: 'environment' });
  });

  test('env: names that differ in case only are one variable', () => {
    const variables = [
      variable('env:FOO', 'environment'),
      variable('env:FOO', 'project upper', { level: 'project' }),
      variable('env:foo', 'project lower', { level: 'project' }),
    ];
    expect(environmentOf(variables).FOO).toBe('environment');
  });

  test('the nearest parent before the next, both before the project, own before all', () => {
    const parents = [
      [variable('x', 'near'), variable('y', 'near')],
      [variable('x', 'far'), variable('z', 'far')],
    ];
    const environment = environmentOf([project, variable('y', 'own')], { parents });
    expect(decoded(environment)).toEqual({ x: 'near', y: 'own', z: 'far' });
  });

  test('what is not inheritable stays in the environment that has it', () => {
    const paypal = variable('x', 'live', { isInheritable: false });
    expect(decoded(environmentOf([paypal]))).toEqual({ x: 'live' });
    expect(decoded(environmentOf([project], { parents: [[paypal]] }))).toEqual({ x: 'project' });
    expect(decoded(environmentOf([], { parents: [[project]] }))).toEqual({});
  });

  test('a disabled one is absent, and hides what it would override', () => {
    const off = { isEnabled: false };
    const environment = environmentOf([project, variable('x', 'off', off), variable('env:OFF', '1', off)]);
    expect(decoded(environment)).toEqual({});
    expect(environment).not.toHaveProperty('OFF');
  });

  test('a build sees what is visible to builds, the runtime what is visible to it', () => {
    const variables = [
      project,
      variable('x', 'runtime', { visibleBuild: false }),
      variable('env:TOOL', 'npm', { visibleRuntime: false }),
    ];
    const build = environmentOf(variables, { phase: 'build' });
    expect([decoded(build), build.TOOL]).toEqual([{ x: 'project' }, 'npm']);
    const runtime = environmentOf(variables);
    expect([decoded(runtime), runtime.TOOL]).toEqual([{ x: 'runtime' }, undefined]);
  });

  test("the platform's own variables can't be overridden", () => {
    const fakes = [variable('env:PLATFORM_BRANCH', 'fake'), variable('env:PLATFORM_VARIABLES', 'fake')];
    const environment = environmentOf(fakes);
    expect(environment.PLATFORM_BRANCH).toBe('master');
    expect(decoded(environment)).toEqual({});
  });
});

describe('what the platform provides (P12)', () => {
  test('at runtime the project, the branch, the environment and its type', () => {
    const rest = { branch: 'feature/x', environment: 'feature-x', environmentType: 'development' } as const;
    expect(environmentOf([], rest)).toMatchObject({
      PLATFORM_PROJECT: 'prj1',
      PLATFORM_BRANCH: 'feature/x',
      PLATFORM_ENVIRONMENT: 'feature-x',
      PLATFORM_ENVIRONMENT_TYPE: 'development',
    });
    expect(environmentOf([])).toMatchObject({ PLATFORM_ENVIRONMENT: 'master' });
    expect(environmentOf([])).not.toHaveProperty('PLATFORM_ENVIRONMENT_TYPE');
  });

  test('a build knows the project, but no branch, and reads no .environment', () => {
    const build = environmentOf([], { phase: 'build', environmentFile: 'export SET=1' });
    expect(build.PLATFORM_PROJECT).toBe('prj1');
    expect(build).not.toHaveProperty('PLATFORM_BRANCH');
    expect(build).not.toHaveProperty('SET');
  });
});

describe('names', () => {
  test.each([
    'a',
    'env:PLATFORMSH_CLI_TOKEN',
    'env:foo_1',
    'drupalsettings:system.site:name',
    'x'.repeat(256),
  ])('%s may be used', name => expect(variableNameFault(name)).toBeUndefined());

  test.each([
    ['', 'The name is empty.'],
    ['x'.repeat(257), 'The name is longer than 256 characters.'],
    ['a b', 'The name contains a blank.'],
    ['a\n', 'The name contains a blank.'],
    ['env:', 'After "env:" comes a letter, then letters, digits and underscores only.'],
    ['env:1a', 'After "env:" comes a letter, then letters, digits and underscores only.'],
    ['env:_a', 'After "env:" comes a letter, then letters, digits and underscores only.'],
    ['env:A-B', 'After "env:" comes a letter, then letters, digits and underscores only.'],
  ])('%j may not', (name, why) => expect(variableNameFault(name)).toBe(why));
});
