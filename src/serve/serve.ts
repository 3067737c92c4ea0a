import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Front, MockHost, type RealTime } from '../../mocks/kernel/index.ts';
import { providerOf } from '../../mocks/providers.ts';
import { sendRefusal } from './answer.ts';
import { CONTROL, control, type Served, unknownPlatform } from './control.ts';
import { greeting } from './greeting.ts';
import { refuseStrangers } from './guard.ts';
import { controlsOf } from './platform-controls.ts';
import { Refusal } from './refusal.ts';
import { ServedPlatform } from './served-platform.ts';

export interface ServeOptions {
  readonly platforms: readonly string[];
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Where addresses, secrets and examples go, a line at a time. */
  print(line: string): void;
  /** The machine's time, in milliseconds since the epoch. */
  readonly real?: RealTime;
}

/** Serving could not begin; the message says what to change. */
export class ServeError extends Error {
  override readonly name = 'ServeError';
}

/**
 * Serve mocks on loopback, each below its own name, with a control API beside them.
 * @returns the address, without a trailing slash, and the way to stop, which frees the port
 * @throws ServeError when the port cannot be had
 */
export async function serve(options: ServeOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const platforms = new Map<string, ServedPlatform>();
  const served: Served = { secret: randomBytes(24).toString('base64url'), platforms };
  const providers = await Promise.all(options.platforms.map(providerOf));
  // Before anything listens: what cannot be controlled cannot be served.
  const controls = providers.map(({ name }) => controlsOf(name));
  const host = await listen(options, frontOf(served));
  for (const [i, provider] of providers.entries())
    platforms.set(provider.name, new ServedPlatform(host, provider, controls[i]!, served.secret));
  for (const line of greeting(host.base, served)) options.print(line);
  return { url: host.base, stop: () => host.stop() };
}

async function listen({ port, real = Date.now }: ServeOptions, front: Front): Promise<MockHost> {
  try {
    return await MockHost.start(real, port, front);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new ServeError(
        `Failed to serve: port ${port} is taken. Choose another with --port, or 0 for a free one.`,
      );
    if (code === 'EACCES')
      throw new ServeError(
        `Failed to serve: port ${port} is not for every user. Choose one above 1023 with --port.`,
      );
    throw error;
  }
}

/** Turns strangers away, answers the control API, and leaves the rest to the mocks. */
function frontOf(served: Served): Front {
  return (req, res, site) => {
    try {
      refuseStrangers(req);
      // The foreign host of redirects stands beside the platforms and is not controlled.
      if (site === 'foreign') return false;
      const name = firstSegment(req);
      if (name === CONTROL) void control(served, req, res);
      else platformOf(served, name).makeRoom();
      return name === CONTROL;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendRefusal(res, error);
      return true;
    }
  };
}

function firstSegment(req: IncomingMessage): string {
  return /^\/([^/?]*)/.exec(req.url ?? '')?.[1] ?? '';
}

/** @throws Refusal 404 */
function platformOf(served: Served, name: string): ServedPlatform {
  const platform = served.platforms.get(name);
  if (platform === undefined) throw unknownPlatform(served);
  return platform;
}
