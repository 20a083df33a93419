import { z } from 'zod'

/** The stages an event of the server goes through, in their order. */
export const STAGE_NAMES = ['decode', 'validate', 'deduplicate', 'order', 'coalesce', 'apply', 'feed'] as const
export type StageName = (typeof STAGE_NAMES)[number]

/** Why a message of the server is not passed on. Nothing is lost by any of them: docs/pipeline.md. */
export const DROP_CAUSES = [
  'malformed',
  'unknown-event',
  'foreign',
  'duplicate',
  'gap',
  'overflow',
  'read-again',
  'unchanged',
  'stale',
  'unknown-entity',
] as const
export type DropCause = (typeof DROP_CAUSES)[number]

/** What one stage has done since the start. `received = passed + merged + everything dropped + waiting`. */
export const stageStatisticsSchema = z.object({
  name: z.enum(STAGE_NAMES),
  received: z.number(),
  passed: z.number(),
  /** Became part of something that was waiting already. */
  merged: z.number(),
  /** Not passed on, by cause. Nothing of it is lost: what mattered is read again, and counted as a resync. */
  dropped: z.record(z.string(), z.number()),
  waiting: z.number(),
  /** So many can wait; null: nothing waits in this stage. */
  capacity: z.number().nullable(),
  /** How often more came than could wait; each of them led to a resync. */
  overflows: z.number(),
})
export type StageStatistics = z.infer<typeof stageStatisticsSchema>

/** How the stages before the replica take their time. */
export interface PipelinePace {
  /** What has arrived is applied at most this often; 0: at once. Milliseconds. */
  readonly throttleMs: number
  /** An entity that keeps reporting is applied when it has been quiet for so long, at most ten times as late; 0: at once. */
  readonly debounceMs: number
}

export const IMMEDIATE: PipelinePace = { throttleMs: 0, debounceMs: 0 }
