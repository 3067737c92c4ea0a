import type { Sandbox } from '../../../mocks/kernel/index.ts';
import type { ApiToken } from '../../../mocks/platformsh/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { openSession } from '../sessions.ts';
import { storyOf, theApiToken, theProject } from './story.ts';

/** Open a session that exchanges an API token. */
export async function openApiTokenSession(
  world: CaseWorld,
  name: string,
  token: Pick<ApiToken, 'value'>,
  sandbox: Sandbox = world.sandbox,
): Promise<void> {
  const { environment } = storyOf(world);
  world.secrets.hide(token.value);
  await openSession(world, name, {
    mechanism: 'api-token',
    credentials: { apiToken: token.value },
    endpoints: ['auth', 'token', 'api'],
    options: { project: theProject(world).id, environment: environment?.id ?? 'master' },
    sandbox,
  });
}

/** Open a session that is given nothing: what it needs to know it finds in its environment, or not at all. */
export async function openSessionIn(
  world: CaseWorld,
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  // Also what has a name that is nearly right: it is not for the client to use, nor for anyone to see.
  for (const [variable, value] of Object.entries(env)) if (/TOKEN/i.test(variable)) world.secrets.hide(value);
  const endpoints = ['auth', 'token', 'api'];
  await openSession(world, name, { mechanism: 'api-token', credentials: {}, endpoints, env });
}

/** Open the session of "the client" unless it is open; a refusal to open it is for the steps to judge. */
export async function theClient(world: CaseWorld): Promise<string> {
  const { env, givenToken } = storyOf(world);
  if (world.sessions.has('client')) return 'client';
  if (env !== undefined) await openSessionIn(world, 'client', env);
  else await openApiTokenSession(world, 'client', { value: givenToken ?? theApiToken(world).value });
  return 'client';
}
