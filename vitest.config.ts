import { defineConfig } from 'vitest/config';

const testTimeout = 60_000;

export default defineConfig({
  test: {
    // Vitest leaves one core idle by itself: of two that is half the machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['{mocks,src/checks}/**/*.test.ts', 'clients/{reference,mutants}/**/*.test.ts'],
          // Nothing there changes the process it runs in: a worker loads the modules once for all of its files.
          isolate: false,
          testTimeout,
        },
      },
      {
        test: {
          name: 'house',
          include: ['{src,test}/**/*.test.ts'],
          exclude: ['src/checks/**', '**/node_modules/**'],
          testTimeout,
        },
      },
    ],
  },
});
