import type { User } from '../../../mocks/cloud-api/index.ts';
import { authorizationUrlOf, sendsUserToConsent } from '../../checks/cloud-api/consent.ts';
import { Browser } from '../browser.ts';
import type { CaseWorld } from '../case-world.ts';
import type { ClientCall } from '../client-call.ts';
import { perCase } from '../per-case.ts';
import { beginAuthorization, completeAuthorization } from '../sessions.ts';
import { cloudApiOf } from './story.ts';

/** What a user does on the consent page. */
export type Decision = 'Allow' | 'Deny';

/** An authorization that a session has begun, and what its user's browser came back with. */
export interface Flow {
  readonly session: string;
  readonly begun: ClientCall;
  callback?: string;
}

/** Authorizations that sessions have begun, oldest first. */
export const flowsOf = perCase((): Flow[] => []);

/** The authorization that a session has begun last. */
export function flowOf(world: CaseWorld, session: string): Flow {
  const flow = flowsOf(world).findLast(f => f.session === session);
  if (flow === undefined) throw new Error(`Failed to go on: "${session}" has begun no authorization.`);
  return flow;
}

/** Let a session begin an authorization. */
export async function begin(world: CaseWorld, session: string): Promise<void> {
  flowsOf(world).push({ session, begun: await beginAuthorization(world, session) });
}

/**
 * Let a user decide on the page that the client has sent the browser to.
 * @throws CaseEnded where the client has sent it anywhere else: nothing there is asked for
 */
export async function userDecides(
  world: CaseWorld,
  session: string,
  decision: Decision,
  user: User = cloudApiOf(world).state.user,
): Promise<void> {
  const flow = flowOf(world, session);
  const sent = sendsUserToConsent(world.evidence(), flow.begun);
  if (!sent.met) world.judge(sent);
  flow.callback = await decideAt(authorizationUrlOf(flow.begun)!, user, decision);
}

/** Walk a user's browser through the pages. @returns the address that it is sent back to */
async function decideAt(url: string, { email, password }: User, decision: Decision): Promise<string> {
  const browser = new Browser();
  await browser.open(url);
  // What the platform finds wrong with the request it tells the application, and nobody is asked.
  if (browser.page.html === '') return browser.page.url;
  await browser.submit('Sign in', { email, password });
  await browser.submit(decision);
  return browser.page.url;
}

/** Hand a session a callback; default: the one that its user's browser came back with. */
export async function complete(
  world: CaseWorld,
  session: string,
  callback = flowOf(world, session).callback,
): Promise<void> {
  if (callback === undefined) throw new Error(`Failed to go on: the user of "${session}" has not decided.`);
  await completeAuthorization(world, session, callback);
}

/** Begin, let the user consent, and complete. */
export async function letIn(world: CaseWorld, session: string, user?: User): Promise<void> {
  await begin(world, session);
  await userDecides(world, session, 'Allow', user);
  await complete(world, session);
}
