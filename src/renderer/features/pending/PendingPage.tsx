import { Pause, Play } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useOperationActions, usePendingOperations, useQueueStatus } from '../../app/hooks/queue.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { useOperationColumns } from './columns.tsx'
import { OperationBulkBar } from './OperationBulkBar.tsx'
import { OperationGrid } from './OperationGrid.tsx'
import { OperationPanel } from './OperationPanel.tsx'
import { OperationTabs } from './OperationTabs.tsx'

export type Scope = 'pending' | 'history'

export function PendingPage() {
  const { t } = useTranslation()
  const queue = useQueueStatus()
  const target = useUi((state) => state.target)
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const [scope, setScope] = useState<Scope>('pending')
  const [state, setState] = useState<OperationState | null>(null)
  const list = usePendingOperations({ scope, ...(state === null ? {} : { states: [state] }) })
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isHeld, setHeld] = useState(false)
  const { nameOf } = usePlaylistNames()
  const names = useCallback((_type: string, id: string) => nameOf(id), [nameOf])
  const columns = useOperationColumns(scope, names)

  const byKey = useMemo(() => new Map(list.operations.map((operation) => [operation.key, operation])), [list.operations])
  const keys = useMemo(() => list.operations.map((operation) => operation.key), [list.operations])
  const stable = useStableOrder(keys, isHeld, `${scope}/${state}`, (key) => byKey.has(key))
  const chosen = [...selected].map((key) => byKey.get(key)).filter((operation) => operation !== undefined)

  const openTarget = target.operationKey
  // A target is followed once, when it is given.
  useEffect(() => {
    if (openTarget === undefined) return
    setScope('pending')
    setState(null)
    setActiveId(openTarget)
    setOpenKey(openTarget)
  }, [openTarget])

  function show(next: Scope, nextState: OperationState | null): void {
    setScope(next)
    setState(nextState)
    setSelected(new Set())
  }
  function activate(key: string | null): void {
    setActiveId(key)
    if (openKey !== null && key !== null) setOpenKey(key)
  }

  return (
    <PageFrame
      title={t('pending.title')}
      count={queue === null ? undefined : countInWords(scope, list.total, queue.pending)}
      tools={<OperationTabs scope={scope} state={state} queue={queue} onShow={show} />}
      actions={<PauseButton />}
      selectionBar={<OperationBulkBar operations={chosen} onClear={() => setSelected(new Set())} />}
      panel={
        openKey === null ? null : (
          <OperationPanel
            key={openKey}
            operationKey={openKey}
            operation={byKey.get(openKey)}
            nameOf={names}
            onClose={() => setOpenKey(null)}
          />
        )
      }
    >
      <OperationGrid
        list={list}
        scope={scope}
        isFiltered={state !== null}
        columns={columns}
        ids={stable.ids}
        waiting={stable.waiting}
        onRefresh={stable.refresh}
        rowOf={(key): OperationView | undefined => byKey.get(key)}
        rowHeight={rowHeight}
        nameOf={names}
        activeId={activeId}
        onActiveChange={activate}
        selected={selected}
        onSelect={setSelected}
        onOpen={setOpenKey}
        onEscape={() => (openKey === null ? setActiveId(null) : setOpenKey(null))}
        onHoldChange={setHeld}
      />
    </PageFrame>
  )

  function countInWords(of: Scope, total: number, pending: number): string {
    return of === 'pending'
      ? t('pending.count', { count: pending, formatted: formatNumber(pending) })
      : t('pending.historyCount', { count: total, formatted: formatNumber(total) })
  }
}

function PauseButton() {
  const { t } = useTranslation()
  const isPaused = useApp((state) => state.queue?.isPaused === true)
  const { pause } = useOperationActions()
  const Icon = isPaused ? Play : Pause
  return (
    <Button
      icon={<Icon size={14} strokeWidth={1.5} aria-hidden />}
      onClick={() => void pause(!isPaused).catch(() => undefined)}
    >
      {isPaused ? t('pending.resume') : t('pending.pause')}
    </Button>
  )
}
