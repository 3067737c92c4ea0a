import { CONTROL, type Served } from './control.ts';
import type { ServedPlatform } from './served-platform.ts';

/** What is printed at start, line by line: the only time that the secrets are shown. */
export function greeting(base: string, { secret, platforms }: Served): string[] {
  const all = [...platforms.values()];
  return [
    `Countersign serves ${all.map(({ name }) => name).join(', ')} on ${base}, on this machine only. Ctrl-C stops it.`,
    '',
    ...all.flatMap(platformLines),
    row('control API', `${base}/${CONTROL}`),
    row('control secret', secret),
    '',
    'These secrets are made up for this run and shown this once. Try:',
    '',
    ...all.flatMap(({ controls, sandbox }) => controls.introduce(sandbox).commands.map(indented)),
    ...all.map(({ name }) => indented(advanceCommand(`${base}/${CONTROL}/${name}`, secret))),
    '',
  ];
}

function platformLines({ name, controls, sandbox }: ServedPlatform): string[] {
  const rows = [...Object.entries(sandbox.endpoints), ...controls.introduce(sandbox).credentials];
  return [`${name}:`, ...rows.map(([label, value]) => row(label, value)), ''];
}

function advanceCommand(control: string, secret: string): string {
  return `curl -H 'X-Countersign-Secret: ${secret}' ${control}/clock -d '{"advanceMs": 300000}'`;
}

const row = (label: string, value: string) => `  ${label.padEnd(16)} ${value}`;
const indented = (line: string) => `  ${line}`;
