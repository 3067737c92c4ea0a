import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['{src,mocks,clients,test}/**/*.test.ts'], exclude: ['**/node_modules/**', 'dist/**'], testTimeout: 60_000 },
});
