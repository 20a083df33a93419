import { Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { useOperationActions, useQueueStatus } from '../../app/hooks/queue.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { useOperationColumns } from './columns.tsx'
import { OperationBulkBar } from './OperationBulkBar.tsx'
import { OperationGrid } from './OperationGrid.tsx'
import { OperationPanel } from './OperationPanel.tsx'
import { ScopeTabs, StateFilter } from './OperationTabs.tsx'
import { usePendingPage } from './use-pending-page.ts'

export function PendingPage() {
  const { t } = useTranslation()
  const queue = useQueueStatus()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const page = usePendingPage()
  const { scope, list, openKey } = page
  const columns = useOperationColumns(scope, page.names)
  const count =
    scope === 'pending'
      ? t('pending.count', { count: queue?.pending ?? 0 })
      : t('pending.historyCount', { count: list.total })

  return (
    <PageFrame
      title={t('pending.title')}
      count={queue === null ? undefined : count}
      tools={<ScopeTabs scope={scope} onShow={page.show} />}
      actions={<PauseButton />}
      moreTools={<StateFilter scope={scope} state={page.state} queue={queue} onShow={page.show} />}
      selectionBar={<OperationBulkBar operations={page.chosen} onClear={page.clearSelection} />}
      panel={
        openKey === null ? null : (
          <OperationPanel
            key={openKey}
            operationKey={openKey}
            operation={page.byKey.get(openKey)}
            nameOf={page.names}
            onClose={() => page.setOpenKey(null)}
          />
        )
      }
    >
      <OperationGrid page={page} columns={columns} rowHeight={rowHeight} />
    </PageFrame>
  )
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
