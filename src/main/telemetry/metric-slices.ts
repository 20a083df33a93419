import type { Clock } from '../platform/clock.ts'
import { every } from '../platform/every.ts'
import type { Service } from '../platform/service.ts'

/** The last minutes are told exact to this time. */
export const SLICE_MS = 10_000

/** Divides what is recorded into slices, so that what is older than the last minutes can be left out. */
export function metricSlices({ clock, slice }: { readonly clock: Clock; readonly slice: () => void }): Service {
  return every(clock, SLICE_MS, slice)
}
