import type { CaseWorld } from '../case-world.ts';
import { openSession } from '../sessions.ts';
import { cleverCloudOf, METHODS, type Method, type SigningValues, storyOf } from './story.ts';

/** Where the consumer of the cases has its users sent back to. */
export const CALLBACK = 'https://app.example.test/callback?from=dance';

/** The method of a case that does not name one: the best that the client declares. */
function declaredMethod(world: CaseWorld): Method | undefined {
  const declared: readonly string[] = world.run.client.description.capabilities['clever-cloud'] ?? [];
  return METHODS.find(method => declared.includes(`oauth1:${method}`));
}

/**
 * Open a session that signs by OAuth 1. The vendor's own clients name no method under PLAINTEXT and stamp
 * nothing, so a platform that is signed to by PLAINTEXT lets that pass; what it asks of them is a case of its own.
 */
export async function openOAuthSession(
  world: CaseWorld,
  name: string,
  credentials: SigningValues,
): Promise<void> {
  const method = storyOf(world).method ?? declaredMethod(world);
  if (method === 'PLAINTEXT') cleverCloudOf(world).settings.signatures = 'lenient';
  world.secrets.hidePair(credentials.consumerKey, credentials.consumerSecret);
  if (credentials.tokenSecret !== undefined) {
    world.secrets.hidePair(credentials.token ?? '', credentials.tokenSecret);
    // The signing key (RFC 5849 section 3.4.4), which PLAINTEXT sends as it is.
    world.secrets.hide(`${credentials.consumerSecret}&${credentials.tokenSecret}`);
  }
  await openSession(world, name, {
    mechanism: 'oauth1',
    credentials: { ...credentials },
    endpoints: ['requestToken', 'authorize', 'accessToken', 'api', 'bridge'],
    ...(storyOf(world).addressInCapitals === true ? { written: inCapitals } : {}),
    options: { callbackUrl: CALLBACK, ...(method === undefined ? {} : { signatureMethod: method }) },
  });
}

/** The same address with its host by name and in capitals, as somebody may have typed it. */
function inCapitals(url: string): string {
  return url
    .replace('//127.0.0.1:', '//localhost:')
    .replace(/(?<=^https?:\/\/)[^/]+/, host => host.toUpperCase());
}

/** Open a session that calls the bridge with an API token. */
export async function openApiTokenSession(world: CaseWorld, name: string, apiToken: string): Promise<void> {
  world.secrets.hidePair(apiToken, apiToken);
  await openSession(world, name, {
    mechanism: 'api-token',
    credentials: { apiToken },
    endpoints: ['bridge', 'api'],
  });
}

/** Open the session of "the client" unless it is open; a refusal to open it is for the steps to judge. */
export async function theClient(world: CaseWorld): Promise<string> {
  if (world.sessions.has('client')) return 'client';
  const { apiToken, given } = storyOf(world);
  if (apiToken !== undefined)
    await openApiTokenSession(world, 'client', given.apiToken ?? apiToken.access.value);
  else await openOAuthSession(world, 'client', theValues(world));
  return 'client';
}

/** What the client of the story signs with; a consumer without a user's token has two values. */
export function theValues(world: CaseWorld): SigningValues {
  const { consumer, userToken, given } = storyOf(world);
  if (consumer === undefined) throw new Error('Failed to prepare: no step has made a consumer.');
  return {
    consumerKey: consumer.key,
    consumerSecret: consumer.secret,
    ...(userToken && { token: userToken.access.value, tokenSecret: userToken.secret }),
    ...given,
  };
}
