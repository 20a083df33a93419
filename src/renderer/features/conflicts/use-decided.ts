import { useMemo, useState } from 'react'
import type { ConflictHistory } from '#shared/domain/conflict-desk.ts'
import { useConflictHistory } from '../../app/hooks/conflicts.ts'
import { now, startOfDay } from '../../app/time.ts'

const PAGE_SIZE = 100

export type Decided = ConflictHistory['records'][number]

/** Which decisions are shown first: all, or what the settings have decided today. */
export type DecidedStart = 'all' | 'automatic-today'

/** Limits the list to one thing, to what was decided in one go, or to what the settings decided today. */
export type DecidedFilter =
  | {
      readonly what: 'entity'
      readonly name: string
      readonly query: Pick<Decided['record'], 'entityType' | 'entityId'>
    }
  | { readonly what: 'resolution'; readonly query: Pick<Decided['record'], 'resolutionId'> }
  | { readonly what: 'automatic'; readonly query: { readonly isAutomatic: true; readonly since: number } }

function filterOf(start: DecidedStart): DecidedFilter | null {
  return start === 'all' ? null : { what: 'automatic', query: { isAutomatic: true, since: startOfDay(now()) } }
}

/** One page of what was decided, and which of it is open. */
export function useDecided(start: DecidedStart) {
  const [filter, setFilter] = useState(() => filterOf(start))
  const [text, setText] = useState('')
  const [offset, setOffset] = useState(0)
  const [openId, setOpenId] = useState<string | null>(null)
  const history = useConflictHistory({ offset, limit: PAGE_SIZE, ...filter?.query, ...(text === '' ? {} : { text }) })
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
    text,
    openId,
    open: openId === null ? null : (byId.get(openId) ?? null),
    setOpenId,
    show: (next: DecidedFilter | null): void => {
      setFilter(next)
      setOffset(0)
    },
    search: (next: string): void => {
      setText(next)
      setOffset(0)
    },
    /** 1: a page further back in time. */
    move: (pages: 1 | -1) => setOffset(Math.max(0, offset + pages * PAGE_SIZE)),
  }
}

export type DecidedState = ReturnType<typeof useDecided>
