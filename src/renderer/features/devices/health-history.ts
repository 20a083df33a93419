import type { HealthSample } from '#shared/protocol/device-health.ts'

/** Samples that lie further apart than this, and than four times what is usual, are not joined by a line. */
const LEAST_GAP_MS = 30 * 60_000
const GAP_FACTOR = 4

/** The server's samples with what was seen here since, oldest first. */
export function joined(history: readonly HealthSample[], seen: readonly HealthSample[]): readonly HealthSample[] {
  const last = history.at(-1)?.at ?? Number.NEGATIVE_INFINITY
  const newer = seen.filter(({ at }) => at > last)
  return newer.length === 0 ? history : [...history, ...newer]
}

/** The samples in stretches during which the device reported: between them it did not. */
export function stretchesOf(samples: readonly HealthSample[]): readonly (readonly HealthSample[])[] {
  const gap = gapOf(samples)
  const stretches: HealthSample[][] = []
  for (const [index, sample] of samples.entries()) {
    const before = samples[index - 1]
    if (before === undefined || sample.at - before.at > gap) stretches.push([sample])
    else stretches.at(-1)?.push(sample)
  }
  return stretches
}

function gapOf(samples: readonly HealthSample[]): number {
  const steps = samples.slice(1).map(({ at }, index) => at - (samples[index]?.at ?? at))
  const sorted = steps.toSorted((a, b) => a - b)
  return Math.max(LEAST_GAP_MS, GAP_FACTOR * (sorted[sorted.length >> 1] ?? 0))
}

export interface ScorePicture {
  /** Each a list of points for a line, in per cent of the width and of the height, from the upper left corner. */
  readonly lines: readonly (readonly (readonly [x: number, y: number])[])[]
  readonly low: number
  readonly high: number
}

/** The score over the time from the first sample to `until`; null: there is none. */
export function scorePicture(samples: readonly HealthSample[], until: number): ScorePicture | null {
  const from = samples[0]?.at
  if (from === undefined) return null
  const span = Math.max(1, Math.max(until, samples.at(-1)?.at ?? until) - from)
  const scores = samples.map(({ score }) => score)
  return {
    lines: stretchesOf(samples).map((stretch) =>
      stretch.map(({ at, score }) => [rounded(((at - from) / span) * 100), rounded(100 - score)] as const),
    ),
    low: Math.min(...scores),
    high: Math.max(...scores),
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
