import { useCallback, useMemo, useState } from 'react'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { OperationScope, Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { usePendingOperations } from '../../app/hooks/queue.ts'
import { useKept } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { NOT_TAKEN_STATES } from '../../app/operation-shapes.ts'
import { useIsBringingBack } from '../../app/operations/acts.tsx'
import { useStableOrder } from '../../app/stable-order.ts'
import type { OperationQuery } from '../../stores/operation-list.ts'
import { useOperationGroups } from './use-operation-groups.ts'

const NOTHING: ReadonlySet<string> = new Set()

/** What the server is asked to list. What it has taken and devices have not confirmed stands apart. */
function queryOf(scope: OperationScope, state: OperationState | null): OperationQuery {
  if (scope === 'device') return { scope: 'pending', states: ['accepted'] }
  if (state !== null) return { scope, states: [state] }
  return scope === 'pending' ? { scope, states: [...NOT_TAKEN_STATES] } : { scope }
}

/** What the page shows: which list, which operation is open, which are selected. */
export function usePendingPage() {
  const target = useUi((ui) => ui.target)
  const [scope, setScope] = useKept<OperationScope>('pending/scope', 'pending')
  const [state, setState] = useKept<OperationState | null>('pending/state', null)
  const [text, setText] = useKept('pending/text', '')
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [selected, setSelected] = useState(NOTHING)
  const [isHeld, setHeld] = useState(false)
  const [followed, setFollowed] = useState<Target | null>(null)

  function show(next: OperationScope, nextState: OperationState | null): void {
    setScope(next)
    setState(nextState)
    setSelected(NOTHING)
  }

  function openIn(next: OperationScope, key: string, nextState: OperationState | null = null, search = ''): void {
    if (next !== scope || state !== nextState) show(next, nextState)
    setText(search)
    setActiveId(key)
    setOpenKey(key)
  }

  // A target is followed once, when it is given.
  if (target !== followed) {
    setFollowed(target)
    const { operationKey, search } = target
    if (operationKey !== undefined) openIn(target.scope ?? 'pending', operationKey, target.state, search)
    else if (target.scope !== undefined || target.state !== undefined) {
      show(target.scope ?? 'pending', target.state ?? null)
      if (search !== undefined) setText(search)
    }
  }
  useNotedPlace(placeOf(scope, state, openKey, text))
  const list = usePendingOperations(queryOf(scope, state), undefined, text)
  const names = useNames()
  const isReturning = useIsBringingBack()
  const { byKey, keys } = useKeyed(list.operations)
  const groups = useOperationGroups(list.operations, scope === 'pending')
  const { by, byId, lines, collapsed } = groups
  const wish = [scope, state, text, by, ...collapsed].join('/')
  const stable = useStableOrder(lines ?? keys, isHeld && !isReturning, wish, (id) => byKey.has(id) || byId.has(id))
  const chosen = [...selected].map((key) => byKey.get(key)).filter((operation) => operation !== undefined)

  return {
    scope,
    state,
    text,
    search: setText,
    list,
    names,
    byKey,
    stable,
    groups,
    chosen,
    selected,
    activeId,
    openKey,
    setSelected,
    setHeld,
    setOpenKey,
    show,
    openIn,
    clearSelection: () => setSelected(NOTHING),
    activate: (key: string | null): void => {
      setActiveId(key)
      if (openKey !== null && key !== null && byKey.has(key)) setOpenKey(key)
    },
    stepBack: () => (openKey === null ? setActiveId(null) : setOpenKey(null)),
  }
}

function placeOf(scope: OperationScope, state: OperationState | null, openKey: string | null, text: string): Target {
  return {
    ...(scope === 'pending' ? {} : { scope }),
    ...(state === null ? {} : { state }),
    ...(openKey === null ? {} : { operationKey: openKey, ...(text === '' ? {} : { search: text }) }),
  }
}

function useKeyed(operations: readonly OperationView[]) {
  return useMemo(() => {
    const byKey = new Map(operations.map((operation) => [operation.key, operation]))
    return { byKey, keys: [...byKey.keys()] }
  }, [operations])
}

/** Names of what operations refer to. */
function useNames() {
  const { nameOf } = usePlaylistNames()
  return useCallback((_type: string, id: string) => nameOf(id), [nameOf])
}

export type PendingPageState = ReturnType<typeof usePendingPage>
