import type { ClientUnderTest } from '../client/index.ts';
import { packageIdentity } from '../package-root.ts';

/** Which client is under test. */
export type ClientChoice =
  | { readonly kind: 'reference' }
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'subprocess'; readonly command: readonly string[] };

/** Make the adapter for a client. Only the bundled reference client shares this process. */
export async function chooseClient(choice: ClientChoice, deadlineMs: number): Promise<ClientUnderTest> {
  const { inProcessClient, moduleClient, subprocessClient } = await import('../client/index.ts');
  const options = { suite: packageIdentity(), deadlineMs };
  if (choice.kind === 'module') return moduleClient({ file: choice.file, ...options });
  if (choice.kind === 'subprocess') return subprocessClient({ command: choice.command, ...options });
  const { default: reference } = await import('../../clients/reference/index.ts');
  return inProcessClient(reference, options);
}
