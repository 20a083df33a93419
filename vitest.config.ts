import { defineConfig } from 'vitest/config'
import { guides } from './tools/guides/vite-plugin.ts'

const UNIT_TIMEOUT_MS = 30_000
/** Tests of the renderer read parts of the interface when they first show them: much, where every processor is busy. */
const RENDERER_TIMEOUT_MS = 60_000
const CONTRACT_TIMEOUT_MS = 30_000
const INTEGRATION_TIMEOUT_MS = 90_000
/** As many as there are processors on the smallest machine that runs them; the default leaves one of two idle. */
const WORKERS = 2
/** Tests that put something in the place of a module or of the texts: the others may not meet it. */
const MOCKED = 'tests/unit/**/*.mocked.test.{ts,tsx}'
const RENDERER = 'tests/unit/renderer/**'
/** Integration tests start servers and worker threads: more than two at once and their clocks slip. */
const INTEGRATION_WORKERS = 2

export default defineConfig({
  test: {
    passWithNoTests: false,
    restoreMocks: true,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}', 'tools/**/*.mjs'],
      reporter: ['text-summary', 'json-summary'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts', 'tests/layers/**/*.test.ts'],
          exclude: [RENDERER, MOCKED],
          testTimeout: UNIT_TIMEOUT_MS,
          maxWorkers: WORKERS,
          // A worker for each of the 270 files takes longer than what is in them.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'mocked',
          environment: 'node',
          include: [MOCKED],
          exclude: [RENDERER],
          testTimeout: UNIT_TIMEOUT_MS,
          maxWorkers: WORKERS,
        },
      },
      {
        extends: true,
        plugins: [guides()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['tests/unit/renderer/**/*.test.{ts,tsx}'],
          testTimeout: RENDERER_TIMEOUT_MS,
          maxWorkers: WORKERS,
          hookTimeout: RENDERER_TIMEOUT_MS,
          // Each file in a world of its own: a part that is still being read when a file ends never comes in the next one.
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          environment: 'node',
          include: ['tests/contract/**/*.test.ts'],
          testTimeout: CONTRACT_TIMEOUT_MS,
          hookTimeout: CONTRACT_TIMEOUT_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: INTEGRATION_TIMEOUT_MS,
          hookTimeout: INTEGRATION_TIMEOUT_MS,
          maxWorkers: INTEGRATION_WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
