import type { Ages } from '#shared/domain/report.ts'

/** Nearest rank, exact. Null: there are none. */
export function agesOf(ages: readonly number[]): Ages | null {
  if (ages.length === 0) return null
  const sorted = ages.toSorted((a, b) => a - b)
  const at = (percent: number): number => sorted[Math.max(1, Math.ceil((sorted.length * percent) / 100)) - 1] ?? 0
  return { count: sorted.length, p50: at(50), p95: at(95), p99: at(99), max: sorted.at(-1) ?? 0 }
}
