import type { User } from '../../../mocks/clever-cloud/index.ts';
import { authorizationUrlOf, sendsUserToPage } from '../../checks/clever-cloud/dance.ts';
import type { CaseWorld } from '../case-world.ts';
import type { ClientCall } from '../client-call.ts';
import { beginAuthorization, completeAuthorization } from '../sessions.ts';
import { cleverCloudOf, storyOf } from './story.ts';
import { type Decision, decideAt } from './user.ts';

/** An authorization that a session has begun, and what the browser came back with. */
export interface Dance {
  readonly session: string;
  readonly begun: ClientCall;
  callback?: string;
}

/** Let a session begin an authorization. */
export async function begin(world: CaseWorld, session: string): Promise<void> {
  storyOf(world).dances.push({ session, begun: await beginAuthorization(world, session) });
}

/** The authorization that a session has begun last. */
export function danceOf(world: CaseWorld, session: string): Dance {
  const dance = storyOf(world).dances.findLast(d => d.session === session);
  if (dance === undefined) throw new Error(`Failed to go on: "${session}" has begun no authorization.`);
  return dance;
}

/**
 * Let a user decide on the page that the client has sent the browser to.
 * @throws CaseEnded where the client has sent it anywhere else: nothing there is asked for
 */
export async function userDecides(
  world: CaseWorld,
  session: string,
  decision: Decision,
  user: User = cleverCloudOf(world).state.user,
): Promise<void> {
  const dance = danceOf(world, session);
  const { evidence, page } = { evidence: world.evidence(), page: world.sandbox.endpoints.authorize! };
  const sent = sendsUserToPage(evidence, page, dance.begun);
  if (!sent.met) world.judge(sent);
  dance.callback = await decideAt(world, authorizationUrlOf(dance.begun)!, user, decision);
}

/** Hand a session a callback; default: the one that its user's browser came back with. */
export async function complete(
  world: CaseWorld,
  session: string,
  callback = danceOf(world, session).callback,
): Promise<void> {
  if (callback === undefined) throw new Error(`Failed to go on: the user of "${session}" has not decided.`);
  await completeAuthorization(world, session, callback);
}

/** Begin, let the user consent, and complete. */
export async function danceThrough(world: CaseWorld, session: string, user?: User): Promise<void> {
  await begin(world, session);
  await userDecides(world, session, 'consents', user);
  await complete(world, session);
}
