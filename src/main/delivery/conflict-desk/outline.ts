import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import {
  type ConflictGroup,
  type ConflictGrouping,
  type ConflictOutline,
  MAX_GROUPS,
  type OutlineRequest,
} from '#shared/domain/conflict-outline.ts'
import { type ConflictSummary, groupOf, matching } from './conflict-summary.ts'

/** Conflicts told in full at once, in all groups together. */
const MAX_ROWS = 2_000
const NO_PAGE = { limit: 0, offset: 0 }

interface Outline {
  /** The conflicts that have to be read for it. */
  readonly keys: readonly string[]
  /** What could not be read, or is decided by then, is left out. */
  readonly withViews: (views: readonly ConflictView[]) => Omit<ConflictOutline, 'undoable'>
}

/** What waits for a decision in groups, the largest first; of the open ones also what is in them. Pure. */
export function outlineOf(all: readonly ConflictSummary[], { by, text, open, key }: OutlineRequest): Outline {
  const found = matching(all, text)
  const members = membersOf(found, by)
  const shown = [...members].sort(([, a], [, b]) => b.length - a.length).slice(0, MAX_GROUPS)
  const pages = new Map(open.map(({ id, limit, offset = 0 }) => [id, { limit, offset }]))
  let room = MAX_ROWS
  const wanted = shown.map(([id, ones]) => {
    const { limit, offset } = pages.get(id) ?? NO_PAGE
    const keys = ones.slice(offset, offset + Math.min(room, limit)).map((one) => one.key)
    room -= keys.length
    return keys
  })
  const isWaiting = key !== null && all.some((one) => one.key === key)
  return {
    keys: [...new Set([...wanted.flat(), ...(isWaiting ? [key] : [])])],
    withViews: (views) => {
      const byKey = new Map(views.map((view) => [view.key, view]))
      const groups = shown.map(
        ([id, ones], index): ConflictGroup => ({
          id,
          label: labelOf(ones[0], by),
          count: ones.length,
          rows: (wanted[index] ?? []).flatMap((one) => byKey.get(one) ?? []),
        }),
      )
      const makers = new Set(all.map(({ userId }) => userId)).size
      const counts = { total: all.length, matching: found.length, makers, groupCount: members.size }
      return { by, text, ...counts, groups, found: key === null ? null : (byKey.get(key) ?? null) }
    },
  }
}

/** In the order in which the first of each was made. */
function membersOf(found: readonly ConflictSummary[], by: ConflictGrouping): Map<string, ConflictSummary[]> {
  const members = new Map<string, ConflictSummary[]>()
  for (const one of found) {
    const id = groupOf(one, by)
    const known = members.get(id)
    if (known === undefined) members.set(id, [one])
    else known.push(one)
  }
  return members
}

function labelOf(one: ConflictSummary | undefined, by: ConflictGrouping): string | null {
  if (by === 'entity') return one?.entityName ?? null
  if (by === 'person') return one?.other ?? null
  return by === 'maker' ? (one?.actor ?? null) : null
}
