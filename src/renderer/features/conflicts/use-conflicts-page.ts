import { useMemo, useState } from 'react'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useConflictDesk } from '../../app/hooks/conflicts.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { useStableOrder } from '../../app/stable-order.ts'

/** Conflicts read at once; more are decided about by page, or all together. */
const PAGE_SIZE = 200
const NOTHING: ReadonlySet<string> = new Set()

export type ConflictView = 'waiting' | 'decided'

/** What the page shows: which tab, which conflict is open, which are selected. */
export function useConflictsPage() {
  const target = useUi((ui) => ui.target)
  const [view, setView] = useState<ConflictView>('waiting')
  const [activeId, setActiveId] = useState<string | null>(null)
  const [selected, setSelected] = useState(NOTHING)
  const [isAllSelected, setAllSelected] = useState(false)
  const [isHeld, setHeld] = useState(false)
  const [followed, setFollowed] = useState<Target | null>(null)
  // A target is followed once, when it is given.
  if (target !== followed) {
    setFollowed(target)
    if (target.operationKey !== undefined) {
      setView('waiting')
      setActiveId(target.operationKey)
    }
  }
  useNotedPlace(activeId === null ? {} : { operationKey: activeId })
  const desk = useConflictDesk(PAGE_SIZE)
  const byKey = useMemo(() => new Map((desk.value?.conflicts ?? []).map((one) => [one.key, one])), [desk.value])
  const keys = useMemo(() => [...byKey.keys()], [byKey])
  const stable = useStableOrder(keys, isHeld, view, (key) => byKey.has(key))
  const chosen = [...selected].filter((key) => byKey.has(key))

  return {
    view,
    desk,
    byKey,
    stable,
    selected,
    /** The keys to be decided about together; null: all, also those that are not shown. */
    chosen: isAllSelected ? null : chosen,
    chosenCount: isAllSelected ? (desk.value?.total ?? 0) : chosen.length,
    /** The open conflict; null: none, or it is decided. */
    open: activeId === null ? null : (byKey.get(activeId) ?? null),
    activeId,
    setView,
    setActiveId,
    setHeld,
    select: (ids: ReadonlySet<string>): void => {
      setSelected(ids)
      setAllSelected(false)
    },
    selectAll: () => setAllSelected(true),
    clearSelection: (): void => {
      setSelected(NOTHING)
      setAllSelected(false)
    },
    /** Goes on to the conflict after this one, which is decided. */
    next: (key: string): void => {
      const { ids } = stable
      const at = ids.indexOf(key)
      setActiveId(ids[at + 1] ?? ids[at - 1] ?? null)
    },
  }
}

export type ConflictsPageState = ReturnType<typeof useConflictsPage>
