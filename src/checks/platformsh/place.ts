import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { apiRequests, type Evidence, type SessionEvidence } from '../evidence.ts';
import { sessionOf } from './api-tokens.ts';

/** A request that was made of another project or environment than the container of its session is of. */
export interface Misplaced {
  readonly exchange: Exchange;
  readonly expected: string;
  readonly sent: string;
}

/** P12: the first request that went elsewhere than the session's container is; where it names no place, none. */
export function misplaced(evidence: Evidence): Misplaced | undefined {
  for (const exchange of apiRequests(evidence)) {
    const session = sessionOf(evidence, exchange);
    const found = session && elsewhere(exchange, session);
    if (found !== undefined) return { exchange, ...found };
  }
  return undefined;
}

function elsewhere({ request }: Exchange, { env }: SessionEvidence): Omit<Misplaced, 'exchange'> | undefined {
  const { PLATFORM_PROJECT: project, PLATFORM_BRANCH: branch } = env;
  const at = /\/projects\/([^/?]+)(?:\/environments\/([^/?]+))?/.exec(request.target);
  if (project === undefined || at === null) return undefined;
  const [, inProject = '', inEnvironment] = at;
  const expected = `project ${project}, environment ${encodeURIComponent(branch ?? '')}`;
  const sent = `project ${inProject}, environment ${inEnvironment ?? '(none)'}`;
  const isThere = inEnvironment === undefined || decoded(inEnvironment) === branch;
  return inProject === project && isThere ? undefined : { expected, sent };
}

/** A part of a path, decoded once (d10). */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
