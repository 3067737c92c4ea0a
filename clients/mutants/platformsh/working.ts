import type { ClientModule, Outcome, Params } from '../../../src/protocol/index.ts';
import reference from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';

/** How wrong clients that do work on a project are put together. */

type Invocation = Params<'session/invoke'>;
/** Carries an operation out as the reference client does. */
type Invoke = (invocation: Invocation) => Promise<Outcome>;
type Env = Readonly<Record<string, string>>;

/**
 * The reference client with an operation of its own.
 * @param change is told the environment that the session was opened in; undefined: as the reference client does
 */
export function invoking(
  operation: string,
  change: (invocation: Invocation, invoke: Invoke, env: Env) => Promise<Outcome | undefined>,
): Mutant['make'] {
  return () => {
    const client: ClientModule = reference();
    const environments = new Map<string, Env>();
    const invoke: Invoke = invocation => client['session/invoke']!(invocation);
    return {
      ...client,
      'session/open': params => {
        environments.set(params.session, params.env);
        return client['session/open']!(params);
      },
      'session/invoke': async invocation => {
        const env = environments.get(invocation.session) ?? {};
        const own = invocation.operation === operation ? await change(invocation, invoke, env) : undefined;
        return (own ?? (await invoke(invocation))) as never;
      },
    };
  };
}

/** Whether a session was opened on a container. */
export function onContainer({ PLATFORM_BRANCH: branch }: Env): boolean {
  return branch !== undefined;
}

/** What a client tells that has given up. */
export function rejection(reason: 'other' | 'malformed-response', message: string): Outcome {
  return { outcome: 'rejected', reason, message };
}
