import type { Provider } from './kernel/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: each provider has a state and settings of its own
export type AnyProvider = Provider<any, any>;

/** The mock of a platform, loaded when it is first needed. */
const providers: Readonly<Record<string, () => Promise<AnyProvider>>> = {
  acquia: async () => (await import('./acquia/index.ts')).acquia,
  platformsh: async () => (await import('./platformsh/index.ts')).platformsh,
  'cloud-api': async () => (await import('./cloud-api/index.ts')).cloudApi,
  'api-token-realm': async () => (await import('./api-token-realm/index.ts')).apiTokenRealm,
  'clever-cloud': async () => (await import('./clever-cloud/index.ts')).cleverCloud,
};

/** Platforms that there is a mock of. */
export const PROVIDER_NAMES = Object.keys(providers);

/** @throws Error when there is no mock of that name */
export async function providerOf(platform: string): Promise<AnyProvider> {
  const load = providers[platform];
  if (load === undefined)
    throw new Error(
      `Failed to open "${platform}": there is no such provider. Known: ${PROVIDER_NAMES.join(', ')}.`,
    );
  return load();
}
