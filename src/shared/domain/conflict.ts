import type { EntityType } from './ids.ts'

/** How a clash of two edits of one field is decided. */
export const STRATEGIES = ['server-wins', 'client-wins', 'merge', 'manual'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** What was decided about one field of one conflict. The losing value is kept here and can be looked up. */
export interface ConflictRecord {
  readonly id: string
  readonly key: string
  readonly entityType: EntityType
  readonly entityId: string
  readonly field: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
  readonly result: unknown
  readonly winner: 'mine' | 'theirs' | 'merged' | 'edited'
  readonly strategy: Strategy
  readonly isAutomatic: boolean
  readonly resolvedBy: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly reason: string
  /** Fields decided in one go share it. */
  readonly resolutionId: string
}
