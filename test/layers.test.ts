import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';

/*
 * Data flows one way: this table is who may import whom, room by room (docs/architecture.md). An entry names
 * a folder or one file; `type:` allows types only. What a room holds itself it may always import.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'mocks/kernel': [],
  'mocks/acquia': ['mocks/kernel'],
  'mocks/clever-cloud': ['mocks/kernel'],
  'mocks/platformsh': ['mocks/kernel'],
  'mocks/cloud-api': ['mocks/kernel'],
  'mocks/api-token-realm': ['mocks/kernel'],
  'mocks/providers.ts': [
    'mocks/kernel',
    'mocks/acquia',
    'mocks/platformsh',
    'mocks/cloud-api',
    'mocks/api-token-realm',
    'mocks/clever-cloud',
  ],
  'src/package-root.ts': [],
  'src/protocol': [],
  'src/verdict': [],
  'src/redaction': [],
  'src/record': ['src/verdict', 'type:mocks/kernel'],
  'src/requirements': ['src/verdict'],
  'src/interception': [],
  'src/msw': ['src/interception/index.ts', 'mocks'],
  'src/client': ['src/protocol', 'src/interception/index.ts'],
  'src/checks': [
    'src/protocol',
    'src/verdict',
    'mocks/kernel/exchange.ts',
    'mocks/kernel/oauth1',
    'type:mocks/kernel',
  ],
  'src/serve': ['mocks', 'src/record', 'src/redaction'],
  'src/world': [
    'mocks',
    'src/client',
    'src/interception/index.ts',
    'src/checks',
    'src/protocol',
    'src/requirements',
    'src/record',
    'src/redaction',
    'src/verdict',
    'src/package-root.ts',
    'clients/reference/index.ts',
  ],
  'src/steps': ['src/world', 'src/checks', 'src/verdict', 'type:mocks'],
  'src/runner': [
    'src/verdict',
    'src/protocol',
    'src/requirements',
    'src/record',
    'src/package-root.ts',
    'src/client',
  ],
  'src/expectations': ['src/record', 'src/verdict', 'src/requirements', 'src/runner/usage-error.ts'],
  'src/reporters': ['src/record', 'src/verdict', 'src/requirements', 'src/runner/usage-error.ts'],
  'src/cli': [
    'src/runner',
    'src/reporters',
    'src/expectations',
    'src/requirements',
    'src/record',
    'src/verdict',
    'src/protocol',
    'src/client',
    'src/serve',
    'src/package-root.ts',
    'src/world/start-run.ts',
  ],
  'clients/reference': ['type:src/protocol', 'src/client/adapter.ts'],
  'clients/mutants': ['src/protocol', 'clients/reference'],
};

const root = packageRoot();
const ROOM_NAMES = Object.keys(ROOMS).sort((a, b) => b.length - a.length);

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function within(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

function roomOf(file: string): string | undefined {
  return ROOM_NAMES.find(room => within(file, room));
}

/** Every import of one of our files by another. */
function arrowsOf(file: string): Arrow[] {
  const text = readFileSync(resolve(root, file), 'utf8');
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName, pos }) => {
      const before = text.slice(0, pos);
      const statement = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('*/')) + 1);
      const to = relative(root, resolve(root, dirname(file), fileName));
      return {
        from: file,
        to,
        typeOnly:
          /^\s*(?:\/\/.*\n\s*)*(?:import|export) type\b/.test(statement) ||
          /typeof import\($/.test(statement),
      };
    });
}

function allowed({ from, to, typeOnly }: Arrow): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  if (within(to, room)) return true;
  return ROOMS[room]!.some(entry =>
    entry.startsWith('type:') ? typeOnly && within(to, entry.slice(5)) : within(to, entry),
  );
}

const files = ['src', 'mocks', 'clients/reference', 'clients/mutants']
  .flatMap(folder =>
    readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' }).map(
      file => `${folder}/${file}`,
    ),
  )
  .filter(file => file.endsWith('.ts') && !/\.test\.ts$|\/testing\/|\/fixtures\//.test(file));

describe('the rooms of the house', () => {
  it('are known for every source file', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter(file => roomOf(file) === undefined)).toEqual([]);
  });

  it('import only what the table lists', () => {
    const arrows = files.flatMap(arrowsOf);
    expect(arrows.length).toBeGreaterThan(100);
    expect(arrows.filter(arrow => !allowed(arrow)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('would refuse an arrow against the flow', () => {
    expect(allowed({ from: 'mocks/kernel/clock.ts', to: 'src/checks/evidence.ts', typeOnly: true })).toBe(
      false,
    );
    expect(
      allowed({ from: 'clients/reference/index.ts', to: 'mocks/kernel/index.ts', typeOnly: false }),
    ).toBe(false);
    expect(allowed({ from: 'src/checks/acquia/hmac.ts', to: 'mocks/kernel/clock.ts', typeOnly: false })).toBe(
      false,
    );
  });
});
