import type { ApiToken } from '../../../mocks/platformsh/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { openSession } from '../sessions.ts';
import { storyOf, theApiToken, theProject } from './story.ts';

/** Open a session that exchanges an API token. */
export async function openApiTokenSession(
  world: CaseWorld,
  name: string,
  token: Pick<ApiToken, 'value'>,
): Promise<void> {
  const { environment, env } = storyOf(world);
  world.secrets.hide(token.value);
  await openSession(world, name, {
    mechanism: 'api-token',
    credentials: env === undefined ? { apiToken: token.value } : {},
    endpoints: ['auth', 'token', 'api'],
    options: { project: theProject(world).id, environment: environment?.id ?? 'master' },
    ...(env === undefined ? {} : { env }),
  });
}

/** Open the session of "the client" unless it is open; a refusal to open it is for the steps to judge. */
export async function theClient(world: CaseWorld): Promise<string> {
  if (!world.sessions.has('client')) {
    const value = storyOf(world).givenToken ?? theApiToken(world).value;
    await openApiTokenSession(world, 'client', { value });
  }
  return 'client';
}
