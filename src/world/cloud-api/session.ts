import type { CaseWorld } from '../case-world.ts';
import { type Opening, openSession } from '../sessions.ts';
import { cloudApiOf, storyOf } from './story.ts';

/** Where the application of the cases has its users sent back to. */
export const REDIRECT_URI = 'https://app.example.com/callback';

/** Open a session that calls with an API key. */
export async function openKeySession(
  world: CaseWorld,
  name: string,
  apiKey: string,
  more: Pick<Opening, 'sandbox' | 'written' | 'options'> = {},
): Promise<void> {
  world.secrets.hide(apiKey);
  const credentials = { apiKey };
  await openSession(world, name, { mechanism: 'api-key', credentials, endpoints: ['api'], ...more });
}

/** Open a session of an application that acts for a user. */
export async function openUserSession(world: CaseWorld, name: string): Promise<void> {
  const { application, givenSecret, redirectUri = REDIRECT_URI } = storyOf(world);
  if (application === undefined) throw new Error('Failed to prepare: no step has registered an application.');
  const clientSecret = givenSecret ?? application.secret;
  world.secrets.hidePair(application.id, clientSecret);
  await openSession(world, name, {
    mechanism: 'authorization-code',
    credentials: { clientId: application.id, clientSecret },
    endpoints: ['authorize', 'token', 'api'],
    options: { redirectUri },
  });
}

/** Open the session of "the client" unless it is open; a refusal to open it is for the steps to judge. */
export async function theClient(world: CaseWorld): Promise<string> {
  if (world.sessions.has('client')) return 'client';
  const { application, givenKey, opening } = storyOf(world);
  if (application !== undefined) await openUserSession(world, 'client');
  else await openKeySession(world, 'client', givenKey ?? theKey(world), opening);
  return 'client';
}

/** The API key of the case; made now unless a step did. */
function theKey(world: CaseWorld): string {
  const story = storyOf(world);
  story.key ??= cloudApiOf(world).state.createKey({ name: 'countersign' });
  return story.key.access.value;
}
