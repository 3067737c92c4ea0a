import type { ClientUnderTest } from '../client/index.ts';
import { packageIdentity } from '../package-root.ts';

/** Which client is under test. */
export type ClientChoice =
  | { readonly kind: 'reference' }
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'subprocess'; readonly command: readonly string[] }
  | { readonly kind: 'http'; readonly url: string };

/**
 * Make the adapter for a client. Only the bundled reference client shares this process.
 * @param relay where a client in a process of its own has its HTTP requests carried to; default: nowhere
 * @throws Error where requests are to be carried that nobody can intercept
 */
export async function chooseClient(
  choice: ClientChoice,
  deadlineMs: number,
  relay?: string,
): Promise<ClientUnderTest> {
  const options = { suite: packageIdentity(), deadlineMs };
  if (choice.kind === 'module') {
    const { moduleClient } = await import('../client/module-client.ts');
    return moduleClient({ file: choice.file, relay, ...options });
  }
  if (choice.kind !== 'reference' && relay !== undefined)
    throw new Error('Failed to intercept the requests of the client: only those of a module can be.');
  if (choice.kind === 'http') {
    const { httpClient } = await import('../client/http-client.ts');
    return httpClient({ url: choice.url, ...options });
  }
  if (choice.kind === 'subprocess') {
    const { subprocessClient } = await import('../client/subprocess.ts');
    return subprocessClient({ command: choice.command, ...options });
  }
  const { inProcessClient } = await import('../client/in-process.ts');
  const { default: reference } = await import('../../clients/reference/index.ts');
  return inProcessClient(reference, options);
}
