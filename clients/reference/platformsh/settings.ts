import type { Params } from '../../../src/protocol/index.ts';

/** What a user configures; undefined where nothing says it. */
export interface Settings {
  readonly apiToken: string | undefined;
  readonly project: string | undefined;
  readonly environment: string | undefined;
}

/**
 * What is given to the session comes first, then what a container's environment says. An empty value says
 * nothing.
 */
export function settings({ credentials, options, env }: Params<'session/open'>): Settings {
  return {
    apiToken: credentials.apiToken || env.PLATFORMSH_CLI_TOKEN || undefined,
    project: text(options.project) || env.PLATFORM_PROJECT || undefined,
    environment: text(options.environment) || env.PLATFORM_BRANCH || undefined,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
