import { defineConfig } from '@playwright/test';

const json = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'];

/** End-to-end tests: real Chromium against the real stack, which a worker fixture starts (tests/e2e/support/test.ts). */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // One class of three people with video keeps two cores busy.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  // Two cores drop a step now and then; `npm test` names what needed its second attempt.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: json === undefined ? [['list']] : [['line'], ['json', { outputFile: json }]],
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    // No pictures in the traces: filming four pages of moving video costs more than the test itself.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
  },
});
