import { defineConfig } from '@playwright/test'

const TEST_TIMEOUT_MS = 60_000
const EXPECT_TIMEOUT_MS = 10_000

export default defineConfig({
  testDir: './tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: './test-results',
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: EXPECT_TIMEOUT_MS },
  // Some 160 real windows are started in one run, on machines that others use too: a test may be repeated once. Each one that
  // needed it is named in the last lines, and more than two fail the run (tools/test-results.mjs).
  retries: 1,
  workers: 2,
  // Tests have servers and profiles of their own: none waits for the others of its file, and no worker is idle at the end.
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: './artifacts/tests/e2e.json' }]],
  use: { trace: 'retain-on-failure' },
})
