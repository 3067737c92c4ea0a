import { join } from 'node:path';
import { askProgram, serveProgram } from '../program.ts';
import { goal, type Measurement, median, medianRatio } from '../report.ts';

const ROUNDS = 5;
const WARM_UP_SECONDS = 1;
const ROUND_SECONDS = 4;

/** What a server says of itself: where its token endpoint is and what it takes. */
interface Endpoint {
  readonly url: string;
  readonly body: string;
}

const servers = { ours: 'countersign.mjs', bare: 'express.mjs', other: 'oauth2-mock-server.mjs' } as const;
type Server = keyof typeof servers;

/** Requests a second at the token endpoint, of ours, of a bare Express handler, of oauth2-mock-server. */
export async function benchTokenEndpoint(root: string, tell: (line: string) => void): Promise<Measurement[]> {
  const rates: Record<Server, number[]> = { ours: [], bare: [], other: [] };
  const names = Object.keys(servers) as Server[];
  for (let round = 0; round < ROUNDS; round++) {
    tell(`token endpoint: round ${round + 1} of ${ROUNDS}`);
    // Each round begins with another server, so that none always runs on a machine just warmed up.
    for (const [i] of names.entries()) {
      const name = names[(round + i) % names.length]!;
      rates[name].push(await rateOf(name, root));
    }
  }
  return measurementsOf(rates);
}

/** Start a server, load it from another process, end it. @returns requests a second */
async function rateOf(name: Server, root: string): Promise<number> {
  const here = join('bench', 'token-endpoint');
  const served = await serveProgram<Endpoint>([join(here, servers[name])], root);
  try {
    const { url, body } = served.told;
    const load = (seconds: number) =>
      askProgram<{ rate: number }>([join(here, 'load.mjs'), url, body, String(seconds)], root);
    await load(WARM_UP_SECONDS);
    return (await load(ROUND_SECONDS)).rate;
  } finally {
    await served.stop();
  }
}

function measurementsOf({ ours, bare, other }: Record<Server, number[]>): Measurement[] {
  const how = `median of ${ROUNDS} rounds of ${ROUND_SECONDS} s, 10 connections`;
  const toBare = medianRatio(ours, bare);
  const toOther = medianRatio(ours, other);
  return [
    { name: 'token endpoint, the Acquia mock', value: median(ours), unit: 'req/s', how },
    { name: 'token endpoint, a bare Express 5 handler', value: median(bare), unit: 'req/s', how },
    { name: 'token endpoint, oauth2-mock-server 8.2.3', value: median(other), unit: 'req/s', how },
    { name: 'ours / bare Express', value: toBare, unit: 'x', how, goal: goal(toBare, '>=', 0.6) },
    { name: 'ours / oauth2-mock-server', value: toOther, unit: 'x', how, goal: goal(toOther, '>=', 2) },
  ];
}
