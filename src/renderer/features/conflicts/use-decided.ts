import { useMemo, useState } from 'react'
import type { ConflictHistory } from '#shared/domain/conflict-desk.ts'
import { useConflictHistory } from '../../app/hooks/conflicts.ts'

const PAGE_SIZE = 100

export type Decided = ConflictHistory['records'][number]

/** Limits the list to one thing, or to what was decided in one go. */
export interface DecidedFilter {
  readonly name: string
  readonly query: Pick<Decided['record'], 'entityType' | 'entityId'> | Pick<Decided['record'], 'resolutionId'>
}

/** One page of what was decided, and which of it is open. */
export function useDecided() {
  const [filter, setFilter] = useState<DecidedFilter | null>(null)
  const [offset, setOffset] = useState(0)
  const [openId, setOpenId] = useState<string | null>(null)
  const history = useConflictHistory({ offset, limit: PAGE_SIZE, ...filter?.query })
  const { value } = history
  const byId = useMemo(() => new Map((value?.records ?? []).map((one) => [one.record.id, one])), [value])
  const ids = useMemo(() => [...byId.keys()], [byId])
  return {
    history,
    byId,
    ids,
    offset,
    total: value?.total ?? 0,
    filter,
    openId,
    open: openId === null ? null : (byId.get(openId) ?? null),
    setOpenId,
    show: (next: DecidedFilter | null): void => {
      setFilter(next)
      setOffset(0)
    },
    /** 1: a page further back in time. */
    move: (pages: 1 | -1) => setOffset(Math.max(0, offset + pages * PAGE_SIZE)),
  }
}

export type DecidedState = ReturnType<typeof useDecided>
