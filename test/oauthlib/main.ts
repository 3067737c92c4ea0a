// `npm run oauthlib`: ten thousand generated requests, signed by python3-oauthlib, then verified by it and by
// our verifier. Whatever the two differ on must be decided by the text of RFC 5849 and written down in
// docs/oauth1-agreement.md; else the exit code is 1. Arguments: number of requests, seed.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type OauthlibFigures, writeOauthlib } from '../../scripts/trust/oauthlib.ts';
import { type Comparison, compare } from './compare.ts';
import { DECIDED } from './decided.ts';
import { unsigned } from './generate.ts';
import { requirePeer, signByOauthlib } from './peer.ts';
import { change } from './requests.ts';

const SHOWN = 5;
const REQUESTS = 10_000;
const SEED = 5849;

/** What a comparison came to: figures, and what is open, a line each. */
interface Outcome<T> {
  readonly figures: T;
  readonly open: string[];
}

/** Compare generated requests. */
function compareGenerated(
  total: number,
  seed: number,
): Outcome<Pick<OauthlibFigures, 'asItIs' | 'corrected'>> {
  const requests = signByOauthlib(fc.sample(unsigned, { numRuns: total, seed })).map(change);
  const asItIs = compare(requests, 'as it is');
  const differing = asItIs.filter(c => !c.agreed).map(c => c.request);
  const open = compare(differing, 'corrected').filter(c => !c.agreed);
  const texts = asItIs.filter(c => c.ours.baseString && c.ours.baseString === c.oauthlib.baseString);
  console.log(
    `seed ${seed}: ${asItIs.filter(c => c.ours.ok).length} requests let in by ours, ${texts.length} base strings equal`,
  );
  console.log(`agreed ${total - differing.length}/${total} with oauthlib as it is`);
  console.log(
    `agreed ${total - open.length}/${total} once oauthlib decodes query and body only once (3.4.1.3.1)`,
  );
  const figures = { asItIs: total - differing.length, corrected: total - open.length };
  return { figures, open: open.slice(0, SHOWN).map(described) };
}

/** Look at each known difference; open are those that are none any more, or not written down. */
function compareDecided(): Outcome<OauthlibFigures['decided']> {
  const page = readFileSync(new URL('../../docs/oauth1-agreement.md', import.meta.url), 'utf8');
  const seen = compare(
    DECIDED.map(d => d.request),
    'as it is',
  );
  const gone = DECIDED.flatMap(({ name, accepts }, i) => {
    const { ours, oauthlib } = seen[i]!;
    const holds = ours.ok === (accepts === 'ours') && oauthlib.ok === (accepts === 'oauthlib');
    return holds ? [] : [`${name}: ours ${ours.ok}, oauthlib ${oauthlib.ok} (${ours.why})`];
  });
  const unwritten = DECIDED.filter(({ name }) => !page.includes(`| ${name} |`));
  console.log(`${DECIDED.length - gone.length} of ${DECIDED.length} other differences are as written down`);
  const open = [...gone, ...unwritten.map(({ name }) => `${name}: not in docs/oauth1-agreement.md`)];
  return { figures: [DECIDED.length - gone.length, DECIDED.length], open };
}

function described({ request, ours, oauthlib }: Comparison): string {
  return `ours ${ours.ok} (${ours.why}), oauthlib ${oauthlib.ok}: ${JSON.stringify(request)}`;
}

try {
  requirePeer();
  const total = Number(process.argv[2] ?? REQUESTS);
  const seed = Number(process.argv[3] ?? SEED);
  const generated = compareGenerated(total, seed);
  const decided = compareDecided();
  const open = [...generated.open, ...decided.open];
  // Only the documented comparison is the one that docs/trust.md shows.
  if (open.length === 0 && total === REQUESTS && seed === SEED)
    writeOauthlib({ total, seed, ...generated.figures, decided: decided.figures });
  for (const line of open) console.error(line);
  process.exitCode = open.length === 0 ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
