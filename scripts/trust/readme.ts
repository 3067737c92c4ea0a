import { readFacts } from './facts.ts';
import type { HostileFigures } from './hostile.ts';
import { type KillScore, threeNumbers } from './kill-score.ts';
import type { OauthlibFigures } from './oauthlib.ts';
import { WRITTEN_BY } from './render.ts';

/** Stands behind the figures in README.md, as WRITTEN_BY stands before them. */
const END = '<!-- As measured. -->';

type Line = readonly [what: string, figure: string];

/**
 * README.md with the figures that the commands have left in their place.
 * @throws Error where it has no place for them
 */
export function withFigures(readme: string): string {
  const [begin, end] = [readme.indexOf(WRITTEN_BY), readme.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(
      `Failed to write the figures: README.md lacks "${WRITTEN_BY}" or "${END}". Put them back.`,
    );
  const rows = [...killScore(), ...hostile(), ...oauthlib()].map(line => `| ${line.join(' | ')} |`);
  const table = ['| | |', '| --- | --- |', ...rows].join('\n');
  return `${readme.slice(0, begin)}${WRITTEN_BY}\n${table}\n${readme.slice(end)}`;
}

function killScore(): Line[] {
  const facts = readFacts<KillScore>('kill-score');
  return facts === undefined ? [] : threeNumbers(facts.figures);
}

function hostile(): Line[] {
  const facts = readFacts<HostileFigures>('hostile');
  if (facts === undefined) return [];
  const right = facts.figures.filter(({ documented, measured }) => documented === measured);
  return [['hostile clients that ended as documented', `${right.length} of ${facts.figures.length}`]];
}

function oauthlib(): Line[] {
  const facts = readFacts<OauthlibFigures>('oauthlib');
  if (facts === undefined) return [];
  const { total, asItIs, corrected } = facts.figures;
  const figure = `${asItIs} of ${total}; once it decodes only once, ${corrected}`;
  return [['OAuth 1 requests that python3-oauthlib judges alike', figure]];
}
