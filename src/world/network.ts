import { MockHost } from '../../mocks/kernel/index.ts';

/** How clients reach the mocks. */
export interface Network {
  readonly host: MockHost;
  /** Where another process has its HTTP requests carried to; undefined where clients connect by themselves. */
  readonly relay?: string;
  close(): Promise<void>;
}

/** The mocks listen on this machine, and clients are told of ports. */
export async function loopback(): Promise<Network> {
  const host = await MockHost.start(Date.now);
  return { host, close: () => host.stop() };
}

/**
 * The mocks stand in for the providers' own hosts: every HTTP request of this process is carried to them, and of
 * each process that is told of the relay.
 */
export async function production(): Promise<Network> {
  const { intercept, openRelay } = await import('../interception/index.ts');
  const host = MockHost.production(Date.now);
  const relay = await openRelay(connection => host.accept(connection));
  const letGo = intercept({ connect: () => host.connect() });
  return {
    host,
    relay: relay.path,
    async close() {
      letGo();
      await host.stop();
      await relay.close();
    },
  };
}
