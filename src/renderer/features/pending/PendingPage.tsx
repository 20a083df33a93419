import { Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { QueueStatus } from '#shared/domain/queue.ts'
import type { OperationScope } from '#shared/domain/window-route.ts'
import { useApp } from '../../app/context.tsx'
import { useOperationActions, useQueueStatus } from '../../app/hooks/queue.ts'
import { useTold } from '../../app/hooks/told.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { TextFilter } from '../../app/TextFilter.tsx'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { sendableOf } from '../../i18n/banner-words.ts'
import type { Translate } from '../../i18n/setup.ts'
import { useOperationColumns } from './columns.tsx'
import { GroupChoice } from './GroupChoice.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { OperationBulkBar } from './OperationBulkBar.tsx'
import { OperationGrid } from './OperationGrid.tsx'
import { OperationPanel } from './OperationPanel.tsx'
import { ScopeTabs, StateFilter } from './OperationTabs.tsx'
import styles from './PendingPage.module.css'
import { RefusedTools } from './RefusedTools.tsx'
import { usePendingPage } from './use-pending-page.ts'

export function PendingPage() {
  const { t } = useTranslation()
  const queue = useQueueStatus()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const page = usePendingPage()
  const { scope, list, openKey } = page
  const columns = useOperationColumns(scope, page.names)
  usePageKeys({ r: page.stable.refresh })

  return (
    <PageFrame
      title={t('pending.title')}
      count={queue === null ? undefined : countInWords(t, scope, queue, list.total)}
      tab={scope}
      tools={<ScopeTabs scope={scope} queue={queue} onShow={page.show} />}
      actions={
        <>
          {scope === 'pending' ? <PauseButton /> : null}
          <MoreMenu queue={queue} page={page} />
        </>
      }
      moreTools={
        scope === 'device' ? undefined : (
          <div className={styles['filters']}>
            <div className={styles['tools']}>
              <StateFilter scope={scope} state={page.state} queue={queue} onShow={page.show} />
              {scope === 'pending' ? (
                <>
                  <TextFilter
                    label={t('pending.search.label')}
                    placeholder={t('pending.search.hint')}
                    value={page.text}
                    onChange={page.search}
                  />
                  <GroupChoice groups={page.groups} />
                </>
              ) : null}
            </div>
            {/* With the detail open there is no room; the menu has them too. */}
            {page.state === 'quarantined' && openKey === null ? (
              <RefusedTools count={queue?.counts.quarantined ?? 0} />
            ) : null}
          </div>
        )
      }
      selectionBar={<OperationBulkBar operations={page.chosen} onClear={page.clearSelection} />}
      panel={
        openKey === null ? null : (
          <OperationPanel
            operationKey={openKey}
            scope={scope}
            listed={page.byKey}
            nameOf={page.names}
            onOpen={page.openIn}
            onClose={() => page.setOpenKey(null)}
          />
        )
      }
    >
      <OperationGrid page={page} columns={columns} rowHeight={rowHeight} />
    </PageFrame>
  )
}

function countInWords(t: Translate, scope: OperationScope, queue: QueueStatus, total: number): string {
  if (scope === 'history') return t('pending.historyCount', { count: total })
  if (scope === 'device') return t('pending.deviceCount', { count: queue.counts.accepted })
  const waiting = t('pending.count', { count: sendableOf(queue) })
  return queue.attention === 0 ? waiting : `${waiting} · ${t('pending.needYou', { count: queue.attention })}`
}

function PauseButton() {
  const { t } = useTranslation()
  const isPaused = useApp((state) => state.queue?.isPaused === true)
  const { pause } = useOperationActions()
  const told = useTold()
  const Icon = isPaused ? Play : Pause
  return (
    <Button icon={<Icon size={14} strokeWidth={1.5} aria-hidden />} onClick={() => told(pause(!isPaused))}>
      {isPaused ? t('pending.resume') : t('pending.pause')}
    </Button>
  )
}
