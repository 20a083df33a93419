import type { Random } from '../platform/random.ts'

const FIRST_DELAY_MS = 1_000
const MAX_DELAY_MS = 30_000

/**
 * How long to wait after the server has refused an operation `attempts` times: exponential with equal jitter (half
 * fixed, half random), so that many consoles do not come back in step.
 */
export function refusalDelay(attempts: number, random: Random): number {
  const full = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts, 10))
  return Math.round(full / 2 + (full / 2) * random.next())
}
