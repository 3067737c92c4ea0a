import { afterEach, beforeEach } from 'vitest';
import { serve } from '../serve.ts';
import { printedCommands, printedValue } from './printed.ts';

/**
 * A platform served anew for every test of a file, as whoever started it sees it.
 * @param beside what is served before it, on the same port
 */
export function served(platform: string, beside: readonly string[] = []) {
  let lines: string[];
  let serving: Awaited<ReturnType<typeof serve>>;

  beforeEach(async () => {
    lines = [];
    const print = (line: string) => void lines.push(line);
    serving = await serve({ platforms: [...beside, platform], port: 0, print });
  });
  afterEach(() => serving.stop());

  const printed = (label: string): string => printedValue(lines, label);

  return {
    printed,
    commands: (): string[] => printedCommands(lines),
    /** Ask the control API; `path` is below the platform's name. */
    async control(method: string, path: string, body?: unknown) {
      const headers = { 'X-Countersign-Secret': printed('control secret') };
      const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
      const response = await fetch(`${serving.url}/_control/${platform}${path}`, init);
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    },
  };
}
