import { useMemo, useState } from 'react'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { type ConflictGrouping, type ConflictOutline, MAX_GROUP_ROWS } from '#shared/domain/conflict-outline.ts'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useConflictOutline } from '../../app/hooks/conflicts.ts'
import { useKept, useKeptPlace } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import { groupOfHeading, groupOfMore, headingIdOf, moreIdOf } from './selection.ts'
import { useChosen } from './use-chosen.ts'
import type { DecidedStart } from './use-decided.ts'

/** Conflicts of a group read at once; more of them with each step. */
const PAGE_SIZE = 200
/** The one group that everything belongs to when nothing is grouped. */
const FLAT = ''
const NO_GROUPS: ConflictOutline['groups'] = []

export type DeskView = 'waiting' | 'decided'

interface Arrangement {
  readonly by: ConflictGrouping
  readonly text: string
  /** How many of each open group are read. */
  readonly open: ReadonlyMap<string, number>
}

const FLAT_ARRANGEMENT: Arrangement = { by: 'none', text: '', open: new Map([[FLAT, PAGE_SIZE]]) }

/** What the page shows: which tab, how it is grouped, which conflict is open, which are selected. */
export function useConflictsPage() {
  const target = useUi((ui) => ui.target)
  const [view, setView] = useKept<DeskView>('conflicts/view', 'waiting')
  const [decidedStart, setDecidedStart] = useKept<DecidedStart>('conflicts/decided', 'all')
  const [arrangement, setArrangement] = useKept('conflicts/arrangement', FLAT_ARRANGEMENT)
  const [activeId, setActiveId] = useKept<string | null>('conflicts/active', null)
  const [isHeld, setHeld] = useState(false)
  const [followed, setFollowed] = useState<Target | null>(null)
  // A target is followed once, when it is given.
  if (target !== followed) {
    setFollowed(target)
    if (target.operationKey !== undefined) {
      setView('waiting')
      setActiveId(target.operationKey)
      // Where the list is told what to be limited to, the line stands in it, however it was arranged before.
      if (target.search !== undefined) setArrangement({ ...FLAT_ARRANGEMENT, text: target.search })
    } else if (target.scope === 'pending') {
      setView('waiting')
      setArrangement({ ...arrangement, text: target.search ?? '' })
    }
  }
  const { by, text, open } = arrangement
  const openKey = activeId === null || isLine(activeId) ? null : activeId
  const search = by === 'none' && text !== '' ? { search: text } : {}
  useNotedPlace(openKey === null ? {} : { operationKey: openKey, ...search })
  // Asked for by its key, a conflict is found wherever it stands; one that was opened in the list stands there.
  const key = followed?.operationKey === activeId ? openKey : null
  const desk = useConflictOutline({ by, text, open: [...open].map(([id, limit]) => ({ id, limit })), key })
  const groups = desk.value?.groups ?? NO_GROUPS
  // What is shown may still be the answer to what was asked before.
  const shown = { by: desk.value?.by ?? by, text: desk.value?.text ?? text, groups }
  const byKey = useMemo(() => rowsOf(desk.value), [desk.value])
  const byGroup = useMemo(() => new Map(groups.map((group) => [group.id, group])), [groups])
  const ids = useMemo(() => linesOf(groups, shown.by), [groups, shown.by])
  const isThere = (id: string) => byKey.has(id) || byGroup.has(groupOfHeading(id) ?? groupOfMore(id) ?? ' ')
  const stable = useStableOrder(ids, isHeld, wishOf(shown), isThere)
  const scrollPlace = useKeptPlace('conflicts', `${by}/${text}`)
  const choosing = useChosen({ ...shown, matching: desk.value?.matching ?? 0 })

  return {
    ...{ view, decidedStart, desk },
    /** As asked for; `shownBy` is what the lines are grouped by now. */
    by,
    text,
    shownBy: shown.by,
    byKey,
    byGroup,
    stable,
    choosing,
    scrollPlace,
    activeId,
    /** The open conflict; null: none, or it is decided. */
    open: openKey === null ? null : (byKey.get(openKey) ?? null),
    /** The conflict that a link led to; null: none, or another one is open by now. */
    linkedKey: key,
    isCollapsed: (groupId: string): boolean => !open.has(groupId),
    setActiveId,
    setHeld,
    show: (next: DeskView, start: DecidedStart = 'all'): void => {
      setDecidedStart(start)
      setView(next)
    },
    ...actsOn(setArrangement, () => {
      setActiveId(null)
      choosing.clear()
    }),
    setAllCollapsed: (isCollapsed: boolean): void => {
      const all = isCollapsed ? [] : groups.map(({ id }) => [id, PAGE_SIZE] as const)
      setArrangement((before) => ({ ...before, open: new Map(all) }))
    },
    /** Goes on to the conflict after this one, which is decided. */
    next: (decided: string): void => {
      const rows = stable.ids.filter((id) => !isLine(id))
      const at = rows.indexOf(decided)
      setActiveId(rows[at + 1] ?? rows[at - 1] ?? null)
    },
  }
}

export type ConflictsPageState = ReturnType<typeof useConflictsPage>

/** What changes the arrangement. `forget`: what was chosen and open was so in sight of another one. */
function actsOn(set: (change: (before: Arrangement) => Arrangement) => void, forget: () => void) {
  return {
    search: (text: string): void => {
      set((before) => ({ ...before, text }))
      forget()
    },
    group: (by: ConflictGrouping): void => {
      set((before) => ({ ...before, by, open: by === 'none' ? FLAT_ARRANGEMENT.open : new Map() }))
      forget()
    },
    setCollapsed: (groupId: string, isCollapsed: boolean) => set((before) => fold(before, groupId, isCollapsed)),
    showMore: (groupId: string) => set((before) => readMore(before, groupId)),
  }
}

/** A heading, or a line that reads more: no conflict. */
function isLine(id: string): boolean {
  return groupOfHeading(id) !== null || groupOfMore(id) !== null
}

/** What the reader has asked for and sees now: another one renews the order, whoever holds it. */
function wishOf({ by, text, groups }: Pick<ConflictOutline, 'by' | 'text' | 'groups'>): string {
  const pages = groups.flatMap(({ id, rows }) => (rows.length === 0 ? [] : [[id, Math.ceil(rows.length / PAGE_SIZE)]]))
  return JSON.stringify([by, text, pages])
}

function rowsOf(outline: ConflictOutline | null): ReadonlyMap<string, ConflictView> {
  const rows = outline?.groups.flatMap((group) => group.rows) ?? []
  const found = outline?.found ?? null
  return new Map([...rows, ...(found === null ? [] : [found])].map((row) => [row.key, row]))
}

/** The lines of the grid: headings, each with the conflicts that are read of it, and a line where there are more. */
function linesOf(groups: ConflictOutline['groups'], by: ConflictGrouping): readonly string[] {
  const keysOf = (rows: readonly ConflictView[]) => rows.map(({ key }) => key)
  if (by === 'none') return groups.flatMap(({ rows }) => keysOf(rows))
  return groups.flatMap(({ id, rows, count }) => {
    const hasMore = rows.length > 0 && rows.length < Math.min(count, MAX_GROUP_ROWS)
    return [headingIdOf(id), ...keysOf(rows), ...(hasMore ? [moreIdOf(id)] : [])]
  })
}

function fold(before: Arrangement, groupId: string, isCollapsed: boolean): Arrangement {
  const open = new Map(before.open)
  if (isCollapsed) open.delete(groupId)
  else open.set(groupId, before.open.get(groupId) ?? PAGE_SIZE)
  return { ...before, open }
}

function readMore(before: Arrangement, groupId: string): Arrangement {
  const limit = Math.min(MAX_GROUP_ROWS, (before.open.get(groupId) ?? 0) + PAGE_SIZE)
  return { ...before, open: new Map(before.open).set(groupId, limit) }
}
