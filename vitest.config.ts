import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,mocks,test}/**/*.test.ts', 'clients/{reference,mutants}/**/*.test.ts'],
    testTimeout: 60_000,
    // Vitest leaves one core idle by itself: of two that is half the machine.
    maxWorkers: '100%',
  },
});
