import { checkPlatforms } from '../../runner/select.ts';
import { locateSuite } from '../../runner/suite.ts';
import type { Io } from '../io.ts';

/** What `src/serve/serve.ts` offers. */
interface ServeModule {
  serve(options: {
    platforms: readonly string[];
    port: number;
    print(line: string): void;
  }): Promise<{ stop(): Promise<void> }>;
}

/** `countersign serve`: until Ctrl-C. @returns the exit code */
export async function serveMocks(options: { platform?: string[]; port: number }, io: Io): Promise<number> {
  const platforms = checkPlatforms(options.platform ?? [], locateSuite());
  const interrupted = io.interrupted();
  const file: string = new URL(`../../serve/serve${import.meta.url.slice(-3)}`, import.meta.url).href;
  const { serve } = (await import(file)) as ServeModule;
  const served = await serve({ platforms, port: options.port, print: line => io.stdout.write(`${line}\n`) });
  await new Promise<void>(resolve => {
    if (interrupted.aborted) resolve();
    interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  await served.stop();
  return 0;
}
