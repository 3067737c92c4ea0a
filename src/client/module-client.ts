import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientOptions } from './options.ts';
import { ProcessClient } from './process-client.ts';

/** A JavaScript or TypeScript file whose default export is a `ClientModule`, or a function that makes one. */
export interface ModuleOptions extends ClientOptions {
  /** Path of the file; a relative one counts from the working directory. */
  readonly file: string;
  /** Local socket that all its HTTP requests are carried to; default: they go where the client sends them. */
  readonly relay?: string | undefined;
}

const TYPESCRIPT = new Set(['.ts', '.mts', '.cts', '.tsx']);

/** The client under test as a module, in a Node process of its own, whose time the harness can move. */
export function moduleClient(options: ModuleOptions): ProcessClient {
  const file = resolve(options.file);
  const recipe = (timeOffset: number) =>
    ({ command: hostCommand(file, timeOffset, options.relay), channel: 'fd3' }) as const;
  return new ProcessClient({ via: 'module', movesTime: true, recipe }, options);
}

/** The host lies beside this file, compiled as this file is. tsx is loaded only where there is TypeScript to run. */
function hostCommand(file: string, timeOffset: number, relay: string | undefined): string[] {
  const ownExtension = extname(fileURLToPath(import.meta.url));
  const host = fileURLToPath(new URL(`./module-host${ownExtension}`, import.meta.url));
  const needsTsx = TYPESCRIPT.has(ownExtension) || TYPESCRIPT.has(extname(file));
  const loader = needsTsx ? ['--import', import.meta.resolve('tsx')] : [];
  return [
    process.execPath,
    ...loader,
    host,
    file,
    String(timeOffset),
    ...(relay === undefined ? [] : [relay]),
  ];
}
