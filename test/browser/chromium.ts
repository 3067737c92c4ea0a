import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATH = '/usr/bin/chromium';

/** What keeps Debian's Chromium quiet, off the network, and running as root. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Start Debian's Chromium.
 * @throws Error with the command that installs it, when it is not there: a check that cannot run has failed
 */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(PATH)) {
    throw new Error(
      `Failed to start a browser: ${PATH} is missing. Run: apt-get update && apt-get install -y chromium`,
    );
  }
  return chromium.launch({ executablePath: PATH, args });
}
