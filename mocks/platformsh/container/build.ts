import { APP_DIR } from './environment.ts';

/** Where the installer puts the CLI: the known directory of P30. */
const CLI_DIR = '.platformsh/bin';
const PATH_LINE = `export PATH="$PLATFORM_APP_DIR/${CLI_DIR}:$PATH"`;
/** `curl [options] <address> | php`, with nothing after it but a comment. */
const DOWNLOAD = /^\s*curl\s+(?:-\S+\s+)*(?<address>[^\s|'"]+)\s*\|\s*php\s*(?:#.*)?$/gm;
const INSTALLER_PATH = '/cli/installer';

/** What a build leaves for the running container. */
export interface Build {
  /** Address that the hook downloads the CLI's installer from; undefined when it does not. */
  readonly installer: string | undefined;
  /** Programs that the build installed, as absolute paths. */
  readonly programs: readonly string[];
  /** The `.environment` file after the build. */
  readonly environmentFile: string;
}

/**
 * What a build hook does, as far as the CLI goes (P29, P30): when it pipes the installer to PHP, the CLI is in
 * `.platformsh/bin`, and the installer has added that directory to `.environment` unless it is there already.
 * All other commands of the hook are passed over; no shell runs.
 * @param hook script of the build hook
 * @param environmentFile `.environment` as it is in the repository
 */
export function runBuild(hook: string, environmentFile = ''): Build {
  const installer = installerAddress(hook);
  if (installer === undefined) return { installer, programs: [], environmentFile };
  return {
    installer,
    programs: [`${APP_DIR}/${CLI_DIR}/platform`],
    environmentFile: withPathLine(environmentFile),
  };
}

/**
 * Find a program as a shell does, by the directories of PATH in their order.
 * @param programs absolute paths of the programs there are
 * @returns its absolute path; undefined when the shell would say "not found"
 */
export function findProgram(
  name: string,
  environment: Readonly<Record<string, string>>,
  programs: readonly string[],
): string | undefined {
  const directories = (environment.PATH ?? '').split(':');
  return directories.map(directory => `${directory}/${name}`).find(path => programs.includes(path));
}

function installerAddress(hook: string): string | undefined {
  const addresses = [...hook.matchAll(DOWNLOAD)].map(found => found.groups?.address ?? '');
  return addresses.find(address => URL.canParse(address) && new URL(address).pathname === INSTALLER_PATH);
}

function withPathLine(file: string): string {
  if (file.split('\n').includes(PATH_LINE)) return file;
  return `${file}${file === '' || file.endsWith('\n') ? '' : '\n'}${PATH_LINE}\n`;
}
