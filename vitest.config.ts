import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const emptyModule = fileURLToPath(new URL('./tests/fixtures/empty-module.ts', import.meta.url));

export default defineConfig({
  resolve: { alias: { 'server-only': emptyModule } },
  test: {
    env: { LOG_LEVEL: 'silent' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,clients,components,engine,lib,messages,recorder,server,stack}/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts', 'tests/integration/**/*.test.ts'],
          globalSetup: ['tests/harness/services.global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // As end-to-end tests (playwright.config.ts); `npm test` names what needed its second attempt.
          retry: 1,
        },
      },
    ],
  },
});
