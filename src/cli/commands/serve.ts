import { checkPlatforms } from '../../runner/select.ts';
import { locateSuite } from '../../runner/suite.ts';
import { serve } from '../../serve/serve.ts';
import type { Io } from '../io.ts';

/** `countersign serve`: until Ctrl-C, which is its regular end. @returns the exit code */
export async function serveMocks(options: { platform?: string[]; port: number }, io: Io): Promise<number> {
  const platforms = checkPlatforms(options.platform ?? [], locateSuite());
  const interrupted = io.interrupted();
  const served = await serve({ platforms, port: options.port, print: line => io.stdout.write(`${line}\n`) });
  await new Promise<void>(resolve => {
    if (interrupted.aborted) resolve();
    interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  await served.stop();
  return 0;
}
