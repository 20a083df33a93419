import { defineConfig } from '@playwright/test'

const TEST_TIMEOUT_MS = 60_000
const EXPECT_TIMEOUT_MS = 10_000

export default defineConfig({
  testDir: './tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: './test-results',
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: EXPECT_TIMEOUT_MS },
  // A test that passes only the second time has found something: it must fail.
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: './artifacts/tests/e2e.json' }]],
  use: { trace: 'retain-on-failure' },
})
