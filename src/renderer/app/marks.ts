import type { EntityView, PendingMark } from '#shared/domain/view.ts'
import type { StateShape } from '../components/state-shape.ts'

/** What stands between a shown value and the server's confirmation, the most serious first. */
export type MarkKind = 'stuck' | 'conflict' | 'stale' | 'unknown' | 'waiting' | 'device'

export interface Mark {
  readonly kind: MarkKind
  readonly state: PendingMark['state']
  /** When the oldest change behind this mark was made. */
  readonly createdAt: number
  readonly key: string
  readonly count: number
  readonly commands: readonly string[]
}

const SERIOUSNESS: readonly MarkKind[] = ['stuck', 'conflict', 'stale', 'unknown', 'waiting', 'device']

function kindOf(state: PendingMark['state']): MarkKind | null {
  switch (state) {
    case 'quarantined':
      return 'stuck'
    case 'conflicted':
      return 'conflict'
    case 'stale':
      return 'stale'
    case 'unknown':
      return 'unknown'
    case 'queued':
    case 'sending':
      return 'waiting'
    case 'accepted':
      return 'device'
    default:
      return null
  }
}

/** The most serious of several pending changes, or null when everything is confirmed. */
export function markOf(pending: readonly PendingMark[]): Mark | null {
  let worst: { kind: MarkKind; mark: PendingMark } | null = null
  let createdAt = Number.POSITIVE_INFINITY
  for (const mark of pending) {
    const kind = kindOf(mark.state)
    if (kind === null) continue
    createdAt = Math.min(createdAt, mark.createdAt)
    if (worst === null || SERIOUSNESS.indexOf(kind) < SERIOUSNESS.indexOf(worst.kind)) worst = { kind, mark }
  }
  if (worst === null) return null
  const commands = pending.flatMap((mark) => (mark.command === null ? [] : [mark.command]))
  return { kind: worst.kind, state: worst.mark.state, key: worst.mark.key, createdAt, count: pending.length, commands }
}

/** The mark of one field of an entity. */
export function markOfField(view: EntityView, field: string): Mark | null {
  return markOf(view.pending.filter((mark) => mark.fields.includes(field)))
}

export const MARK_SHAPE: Readonly<Record<MarkKind, StateShape>> = {
  stuck: 'stuck',
  conflict: 'conflict',
  stale: 'stale',
  unknown: 'unknown',
  waiting: 'waiting',
  device: 'device',
}

/** A fresh edit is only marked; one that is unanswered for longer than `timeoutMs` says in words that it waits. */
export function isLate(mark: Mark, now: number, timeoutMs: number): boolean {
  return now - mark.createdAt >= timeoutMs
}
