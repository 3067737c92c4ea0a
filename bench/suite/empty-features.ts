import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a feature of ours holds, about. */
const SCENARIOS_A_FEATURE = 7;

const EMPTY_REQUIREMENTS = `platform: acquia
page: none
requirements:
  - id: ACQ-01
    level: must
    subject: client
    quote: Nothing.
    asks: nothing
    source: none
    excluded: there is nothing to be asked
`;

/** Feature files with so many scenarios of four steps, and requirements to go with them. */
export function writeEmptyFeatures(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'requirements.yaml'), EMPTY_REQUIREMENTS);
  const features = Math.ceil(count / SCENARIOS_A_FEATURE);
  for (let i = 0; i < features; i++) {
    const scenarios = Math.min(SCENARIOS_A_FEATURE, count - i * SCENARIOS_A_FEATURE);
    writeFileSync(join(folder, `empty-${i}.feature`), emptyFeature(i, scenarios));
  }
}

function emptyFeature(number: number, scenarios: number): string {
  const scenario = (_: unknown, i: number) =>
    [
      `  Scenario: Nothing, number ${number}.${i}`,
      '    Given nothing',
      '    And nothing more',
      '    When nothing happens',
      '    Then nothing is found',
      '',
    ].join('\n');
  return `@acquia\nFeature: Nothing, number ${number}\n\n${Array.from({ length: scenarios }, scenario).join('\n')}`;
}
