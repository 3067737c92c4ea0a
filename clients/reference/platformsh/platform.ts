import { ClientFailure } from '../failure.ts';
import type { Operation } from '../session.ts';
import type { Parts } from './parts.ts';
import type { JsonCall } from './resources.ts';
import type { Settings } from './settings.ts';

export type Input = Parameters<Operation>[0];

/** What the operations of a session are made of. */
export interface Platform {
  readonly call: JsonCall;
  readonly settings: Settings;
  readonly parts: Parts;
  /** Give up the session's access token; undefined when it has none. */
  release(): string | undefined;
  /** End an access token before its time. */
  revoke(accessToken: string): Promise<void>;
}

/** The project that an operation is about: the caller's, or the session's. */
export function projectOf({ settings }: Pick<Platform, 'settings'>, { project }: Input): string {
  return named('project', project, settings.project, 'PLATFORM_PROJECT');
}

export function projectPath(platform: Platform, input: Input): string {
  return `/projects/${platform.parts.pathSegment(projectOf(platform, input))}`;
}

/** The environment that an operation is about: the caller's, or the session's. */
export function environmentOf({ settings }: Pick<Platform, 'settings'>, { environment }: Input): string {
  return named('environment', environment, settings.environment, 'PLATFORM_BRANCH');
}

/** Names of environments are names of branches, which may hold a slash. */
export function environmentPath(platform: Platform, input: Input): string {
  const environment = platform.parts.pathSegment(environmentOf(platform, input));
  return `${projectPath(platform, input)}/environments/${environment}`;
}

/** A text that the caller must give. */
export function required(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string') return value;
  throw new Error(`Failed to run the operation: the input ${name} is missing.`);
}

function named(what: string, asked: unknown, configured: string | undefined, variable: string): string {
  if (typeof asked === 'string' && asked !== '') return asked;
  if (configured !== undefined) return configured;
  throw new ClientFailure(
    'other',
    `Failed to find the ${what}: nothing names it. Give the option ${what}, or set ${variable}.`,
  );
}
