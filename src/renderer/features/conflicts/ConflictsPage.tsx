import { useTranslation } from 'react-i18next'
import { deferred } from '../../app/deferred.tsx'
import { ReadFailure } from '../../app/ReadFailure.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { ConflictBulkBar } from './ConflictBulkBar.tsx'
import { ConflictDetail } from './ConflictDetail.tsx'
import { ConflictList } from './ConflictList.tsx'
import { ConflictSummary } from './ConflictSummary.tsx'
import styles from './Conflicts.module.css'
import { ConflictTools } from './ConflictTools.tsx'
import { DecidedList } from './DecidedList.tsx'
import { DeskNotices } from './DeskNotices.tsx'
import { LinkedConflict } from './LinkedConflict.tsx'
import { useLeadOn } from './next-detail.ts'
import { UndoNotice } from './UndoNotice.tsx'
import { type DeskView, useConflictsPage } from './use-conflicts-page.ts'

const ConflictListMenu = deferred(async () => (await import('./ConflictListMenu.tsx')).ConflictListMenu)

/** Where a person decides what becomes of changes that others have made as well, and looks up what was decided. */
export function ConflictsPage() {
  const leadOn = useLeadOn()
  const { t } = useTranslation()
  const page = useConflictsPage()
  const { view, desk } = page
  const total = desk.value?.total ?? 0
  const tabs = (
    <Tabs<DeskView>
      label={t('conflicts.view')}
      value={view}
      onChange={(next) => page.show(next)}
      options={[
        { value: 'waiting', text: t('conflicts.tab.waiting'), ...(total === 0 ? {} : { count: formatNumber(total) }) },
        { value: 'decided', text: t('conflicts.tab.decided') },
      ]}
    />
  )
  if (view === 'decided') return <DecidedList key={page.decidedStart} tabs={tabs} start={page.decidedStart} />
  return (
    <PageFrame
      title={t('conflicts.title')}
      count={total === 0 ? undefined : t('conflicts.count', { count: total, n: formatNumber(total) })}
      tab={view}
      tools={
        <>
          {tabs}
          {/* Read for the first time, the list says it in its place. */}
          {desk.value === null ? null : <ReadFailure read={desk} />}
        </>
      }
      actions={
        <>
          <UndoNotice undoable={desk.value?.undoable ?? null} />
          <ConflictListMenu page={page} />
        </>
      }
      moreTools={total === 0 ? undefined : <ConflictTools page={page} />}
      selectionBar={<ConflictBulkBar page={page} />}
    >
      <DeskNotices page={page} />
      <div className={styles['split']}>
        <div className={styles['list']}>
          <ConflictList page={page} />
        </div>
        {total === 0 && page.linkedKey === null ? null : (
          <div className={styles['detail']}>
            {page.open === null ? (
              page.linkedKey === null ? (
                <ConflictSummary page={page} />
              ) : (
                <LinkedConflict
                  key={page.linkedKey}
                  conflictKey={page.linkedKey}
                  onShowDecided={() => page.show('decided')}
                />
              )
            ) : (
              <ConflictDetail key={page.open.key} conflict={page.open} onDecided={page.next} leadOn={leadOn} />
            )}
          </div>
        )}
      </div>
    </PageFrame>
  )
}
