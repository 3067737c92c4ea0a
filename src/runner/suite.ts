import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../package-root.ts';

/** The suite as it stands on disk: a checkout, or the installed package. */
export interface Suite {
  readonly name: string;
  readonly version: string;
  /** The folder that holds package.json; paths below are relative to it, with `/`. */
  readonly root: string;
  readonly features: string;
  /** The one module that registers every step; compiled where the runner is compiled. */
  readonly steps: string;
  /** Platforms that have features, in alphabetical order. */
  readonly platforms: readonly string[];
}

/** Find the suite that this very file belongs to. */
export function locateSuite(): Suite {
  const own = fileURLToPath(import.meta.url);
  const root = packageRoot();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const steps = join(dirname(own), '..', 'steps', `index${extname(own)}`);
  return {
    name,
    version,
    root,
    features: 'features',
    steps: slashed(relative(root, steps)),
    platforms: platformsIn(root),
  };
}

/**
 * The suite with the steps that these feature files take: where all are of one platform, the steps of no other are
 * loaded and matched.
 * @param paths below the suite's features
 */
export function withStepsFor(suite: Suite, paths: readonly string[]): Suite {
  const [platform, ...others] = new Set(paths.map(path => path.split('/')[1]!));
  if (platform === undefined || others.length > 0) return suite;
  return { ...suite, steps: suite.steps.replace(/[^/]+$/, file => `${platform}/${file}`) };
}

/**
 * What was run: features, requirement files and version, as one SHA-256 digest. Two runs with the same
 * digest asked the same questions.
 * @returns `sha256:` and 64 hexadecimal digits
 */
export function digestOf(suite: Suite): string {
  const hash = createHash('sha256').update(`${suite.name} ${suite.version}\n`);
  const folder = join(suite.root, suite.features);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(feature|yaml)$/.test(file))
    .map(slashed)
    .sort();
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return `sha256:${hash.digest('hex')}`;
}

function platformsIn(root: string): string[] {
  const folder = join(root, 'features');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => existsSync(join(folder, name, 'requirements.yaml')))
    .sort();
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
