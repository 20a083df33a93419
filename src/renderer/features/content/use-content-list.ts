import { useMemo, useState } from 'react'
import { useEntities } from '../../app/hooks/replica.ts'
import { useKept, useKeptPlace } from '../../app/kept.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import { type ContentFilter, type ContentSort, contentRowOf, contentShown, tagsOf } from './content-row.ts'
import { foldersOf } from './folders.ts'
import { useContentUses } from './use-content-uses.ts'

const EVERYTHING: ContentFilter = { search: '', kind: 'all', tag: '', folder: null }
const BY_NAME: ContentSort = { columnId: 'name', isDescending: false }

/** The library as the page shows it. */
export function useContentList(searchFor: string | undefined) {
  const { rows, cache } = useEntities('content')
  const usesOf = useContentUses()
  const [filter, setFilter] = useKept('content/filter', EVERYTHING)
  const [followed, setFollowed] = useState<string>()
  if (searchFor !== followed) {
    setFollowed(searchFor)
    if (searchFor !== undefined) setFilter({ ...EVERYTHING, search: searchFor })
  }
  const [sort, setSort] = useKept<ContentSort>('content/sort', BY_NAME)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isHeld, setHeld] = useState(false)
  const byId = useMemo(() => new Map(rows.map((view) => [view.id, contentRowOf(view)])), [rows])
  const all = useMemo(() => [...byId.values()], [byId])
  const fresh = useMemo(
    () => contentShown(all, filter, sort, (id) => usesOf(id).length).map(({ id }) => id),
    [all, filter, sort, usesOf],
  )
  const query = JSON.stringify([filter, sort])
  const stable = useStableOrder(fresh, isHeld, query, (id) => byId.has(id))
  return {
    ...stable,
    byId,
    cache,
    usesOf,
    filter,
    /** What is not named stays as it is. */
    narrow: (change: Partial<ContentFilter>) => setFilter((before) => ({ ...before, ...change })),
    showAll: () => setFilter(EVERYTHING),
    isFiltered: query !== JSON.stringify([EVERYTHING, sort]),
    sort,
    setSort,
    setHeld,
    total: rows.length,
    folders: useMemo(() => foldersOf(all.map(({ folder }) => folder)), [all]),
    tags: useMemo(() => tagsOf(all), [all]),
    scrollPlace: useKeptPlace('content', query),
    /** Those that are gone are not selected any more. */
    selected: useMemo(() => new Set([...selected].filter((id) => byId.has(id))), [selected, byId]),
    select: setSelected,
  }
}

export type ContentList = ReturnType<typeof useContentList>
