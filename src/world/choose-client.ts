import type { ClientUnderTest } from '../client/index.ts';
import { packageIdentity } from '../package-root.ts';

/** Which client is under test. */
export type ClientChoice =
  | { readonly kind: 'reference' }
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'subprocess'; readonly command: readonly string[] };

/** Make the adapter for a client. Only the bundled reference client shares this process. */
export async function chooseClient(choice: ClientChoice, deadlineMs: number): Promise<ClientUnderTest> {
  const options = { suite: packageIdentity(), deadlineMs };
  if (choice.kind === 'module') {
    const { moduleClient } = await import('../client/module-client.ts');
    return moduleClient({ file: choice.file, ...options });
  }
  if (choice.kind === 'subprocess') {
    const { subprocessClient } = await import('../client/subprocess.ts');
    return subprocessClient({ command: choice.command, ...options });
  }
  const { inProcessClient } = await import('../client/in-process.ts');
  const { default: reference } = await import('../../clients/reference/index.ts');
  return inProcessClient(reference, options);
}
