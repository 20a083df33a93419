import type { Reading } from '../../../tests/support/windows.ts'

/** How far windows were apart. */
export interface Agreement {
  /** For each revision that a window came to hold: from the first window that held it to the last, in milliseconds. */
  readonly lags: readonly number[]
  /** Revisions that two or more windows held, and how many of them did not look the same. */
  readonly compared: number
  readonly different: number
}

/**
 * Compares what windows held over time. A window rarely holds each revision: it takes several at once, so it has reached a
 * revision when it holds that one or a later one. Revisions that not all windows have reached by the end are left out.
 */
export function agreementOf(windows: readonly (readonly Reading[])[]): Agreement {
  const revisions = new Set(windows.flatMap((readings) => readings.map(({ revision }) => revision)))
  const first = Math.max(...windows.map((readings) => readings[0]?.revision ?? Number.POSITIVE_INFINITY))
  const last = Math.min(...windows.map((readings) => readings.at(-1)?.revision ?? Number.NEGATIVE_INFINITY))
  const wanted = [...revisions].filter((revision) => revision > first && revision <= last).sort((a, b) => a - b)
  const reached = windows.map((readings) => reachedAt(readings, wanted))
  const lags = wanted.map((_revision, index) => {
    const times = reached.map((ofWindow) => ofWindow[index] ?? Number.NaN)
    return Math.max(...times) - Math.min(...times)
  })
  return { lags, ...compare(windows) }
}

/** When each revision, in ascending order, was reached by one window. */
function reachedAt(readings: readonly Reading[], revisions: readonly number[]): readonly number[] {
  let at = 0
  return revisions.map((revision) => {
    while ((readings[at]?.revision ?? Number.POSITIVE_INFINITY) < revision) at += 1
    return readings[at]?.at ?? Number.NaN
  })
}

/** Two windows that hold one revision hold the same, but for one that is just reading all of it anew. */
function compare(windows: readonly (readonly Reading[])[]): { compared: number; different: number } {
  const hashes = new Map<number, string[]>()
  for (const readings of windows) {
    const own = new Map(readings.filter(({ isAnew }) => !isAnew).map(({ revision, hash }) => [revision, hash]))
    for (const [revision, hash] of own) hashes.set(revision, [...(hashes.get(revision) ?? []), hash])
  }
  const shared = [...hashes.values()].filter((ofRevision) => ofRevision.length > 1)
  const different = shared.filter((ofRevision) => new Set(ofRevision).size > 1)
  return { compared: shared.length, different: different.length }
}
