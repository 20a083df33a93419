import { useCallback, useMemo, useState } from 'react'
import type { OperationState } from '#shared/domain/operation.ts'
import { useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { usePendingOperations } from '../../app/hooks/queue.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import type { Target } from '../../stores/ui-store.ts'

export type Scope = 'pending' | 'history'

const NOTHING: ReadonlySet<string> = new Set()

/** What the page shows: which list, which operation is open, which are selected. */
export function usePendingPage() {
  const target = useUi((ui) => ui.target)
  const [scope, setScope] = useState<Scope>('pending')
  const [state, setState] = useState<OperationState | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [selected, setSelected] = useState(NOTHING)
  const [isHeld, setHeld] = useState(false)
  const [followed, setFollowed] = useState<Target | null>(null)
  // A target is followed once, when it is given.
  if (target !== followed) {
    setFollowed(target)
    if (target.operationKey !== undefined) {
      setScope('pending')
      setState(null)
      setActiveId(target.operationKey)
      setOpenKey(target.operationKey)
    }
  }
  const list = usePendingOperations({ scope, ...(state === null ? {} : { states: [state] }) })
  const { nameOf } = usePlaylistNames()
  const names = useCallback((_type: string, id: string) => nameOf(id), [nameOf])
  const byKey = useMemo(
    () => new Map(list.operations.map((operation) => [operation.key, operation])),
    [list.operations],
  )
  const keys = useMemo(() => [...byKey.keys()], [byKey])
  const stable = useStableOrder(keys, isHeld, `${scope}/${state}`, (key) => byKey.has(key))
  const chosen = [...selected].map((key) => byKey.get(key)).filter((operation) => operation !== undefined)

  return {
    scope,
    state,
    list,
    names,
    byKey,
    stable,
    chosen,
    selected,
    activeId,
    openKey,
    setSelected,
    setHeld,
    setOpenKey,
    clearSelection: () => setSelected(NOTHING),
    show: (next: Scope, nextState: OperationState | null): void => {
      setScope(next)
      setState(nextState)
      setSelected(NOTHING)
    },
    activate: (key: string | null): void => {
      setActiveId(key)
      if (openKey !== null && key !== null) setOpenKey(key)
    },
    stepBack: () => (openKey === null ? setActiveId(null) : setOpenKey(null)),
  }
}
