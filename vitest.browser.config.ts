import { defineConfig } from 'vitest/config';

/** The longer checks: pages walked through in a real browser. Not part of `npm test`, which needs no browser. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    // Starting Chromium on a busy machine takes its time; nothing in these tests waits by the clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
