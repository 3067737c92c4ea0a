import { type Evidence, lastCall } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';

/** Where something was done. */
interface Place {
  readonly project: string | undefined;
  readonly environment: string | undefined;
}

/** P12: what the client was asked for has begun once, and in the container's own project and environment. */
export function begunAt(evidence: Evidence, places: readonly Place[], wanted: Place): Judgement {
  const witnessed = successBorneOut(evidence, lastCall(evidence));
  if (!witnessed.met) return witnessed;
  const { exchanges } = lastCall(evidence);
  const [one] = places;
  const right = one?.project === wanted.project && one?.environment === wanted.environment;
  if (places.length === 1 && right) return met('it has begun where the container is', exchanges);
  return unmet('What was asked for has not begun where the container is, once.', {
    exchanges,
    expected: inWords(wanted),
    sent: places.map(inWords).join('; ') || 'nothing has begun',
    hint: 'On a container PLATFORM_PROJECT and PLATFORM_BRANCH say where it is, unless the caller says otherwise.',
    ...rootCause(evidence),
  });
}

function inWords({ project, environment }: Place): string {
  return `project ${project}, environment ${environment}`;
}
