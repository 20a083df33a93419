import type { Violations } from './violation.ts'

/** What a console holds at one moment. */
export interface SubjectLook {
  readonly heapMb: number
  readonly pssMb: number
  /** Timers, handles, listeners and what waits, by kind. */
  readonly held: Readonly<Record<string, number>>
}

/** A console under a long load, whatever it runs in. */
export interface SoakSubject {
  /** Resolves when it is connected and current. */
  readonly start: () => Promise<void>
  /** Events that have arrived, and those that were taken in, each once and in order. */
  readonly events: () => Promise<{ readonly received: number; readonly taken: number; readonly resyncs: number }>
  readonly reconnects: () => Promise<number>
  /** After a garbage collection. */
  readonly look: () => Promise<SubjectLook>
  /** Waits until it has everything up to `sequence` and says whether it does. */
  readonly reaches: (sequence: number, timeoutMs: number) => Promise<boolean>
  readonly compare: (violations: Violations) => Promise<number>
  readonly stop: () => Promise<void>
}

/** Counts of the kinds in a list, as a process tells what keeps it busy. */
export function countKinds(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
