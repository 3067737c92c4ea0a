import { defineConfig } from 'vitest/config';

/** What needs programs that Node does not bring (a browser, curl, python3) or another Node, and what runs the whole suite several times. Run by .ci/run. */
export default defineConfig({
  test: {
    include: [
      'test/browser/**/*.browser.ts',
      'test/{long,msw3}/*.long.ts',
      'clients/{real,starters}/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    fileParallelism: false,
  },
});
