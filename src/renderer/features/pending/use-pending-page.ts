import { useCallback, useState } from 'react'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationScope, Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useKept } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { NOT_TAKEN_STATES } from '../../app/operation-shapes.ts'
import type { OperationQuery } from '../../stores/operation-list.ts'
import type { Grouping } from './lanes.ts'
import { useListed } from './use-listed.ts'
import type { Selected } from './use-marking.ts'

const NOTHING: Selected = new Set()

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
  const query = queryOf(scope, state)
  const listed = useListed({ query, text, state, isHeld }, [selected, setSelected])
  const names = useNames()
  const { groups, byKey } = listed

  return {
    scope,
    state,
    query,
    text,
    search: (next: string): void => {
      setText(next)
      // A group is another one in sight of other words.
      if (groups.by !== 'none') setSelected(NOTHING)
    },
    names,
    ...listed,
    clearSelection: () => setSelected(NOTHING),
    groups: {
      ...groups,
      setBy: (by: Grouping): void => {
        groups.setBy(by)
        setSelected(NOTHING)
      },
    },
    activeId,
    openKey,
    setHeld,
    setOpenKey,
    show,
    openIn,
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

/** Names of what operations refer to. */
function useNames() {
  const { nameOf } = usePlaylistNames()
  return useCallback((_type: string, id: string) => nameOf(id), [nameOf])
}

export type PendingPageState = ReturnType<typeof usePendingPage>
