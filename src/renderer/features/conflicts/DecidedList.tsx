import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Conflicts.module.css'
import { DecidedPanel } from './DecidedPanel.tsx'
import { deciderInWords, fieldOfRecord, useDecidedColumns } from './decided-columns.tsx'
import { type DecidedFilter, type DecidedState, useDecided } from './use-decided.ts'

/** What was decided and the values that lost, newest first. */
export function DecidedList({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation()
  const decided = useDecided()
  const { total, filter, open, ids } = decided
  return (
    <PageFrame
      title={t('conflicts.title')}
      count={total === 0 ? undefined : t('conflicts.history.count', { count: total })}
      tools={tabs}
      moreTools={filter === null ? undefined : <FilterLine filter={filter} onClear={() => decided.show(null)} />}
      panel={
        open === null ? null : (
          <DecidedPanel decided={open} onFilter={decided.show} onClose={() => decided.setOpenId(null)} />
        )
      }
    >
      <DecidedGrid decided={decided} />
      {total > ids.length ? <Paging decided={decided} /> : null}
    </PageFrame>
  )
}

function DecidedGrid({ decided }: { decided: DecidedState }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const columns = useDecidedColumns()
  const { history, byId, ids } = decided
  if (history.value === null) {
    if (history.error === null) return <RowSkeleton label={t('conflicts.loading')} />
    return (
      <Placeholder
        role="alert"
        title={t('error.title')}
        text={errorSentence(t, history.error)}
        action={<Button onClick={() => void history.reload()}>{t('action.tryAgain')}</Button>}
      />
    )
  }
  if (ids.length === 0) {
    return <Placeholder title={t('conflicts.empty.decided')} text={t('conflicts.empty.decidedText')} />
  }
  return (
    <DataGrid
      label={t('conflicts.history.list')}
      columns={columns}
      ids={ids}
      rowOf={(id) => byId.get(id)}
      rowLabel={({ record, entityName: name }) =>
        t('conflicts.history.label', { name, field: fieldOfRecord(t, record), by: deciderInWords(t, record) })
      }
      rowAttributes={({ record }) => ({ 'data-record-id': record.id, 'data-winner': record.winner })}
      rowHeight={rowHeight}
      activeId={decided.openId}
      onActiveChange={decided.setOpenId}
      onOpen={decided.setOpenId}
      onEscape={() => decided.setOpenId(null)}
    />
  )
}

function FilterLine({ filter, onClear }: { filter: DecidedFilter; onClear: () => void }) {
  const { t } = useTranslation()
  const isInOneGo = 'resolutionId' in filter.query
  return (
    <p className={styles['filter']}>
      {isInOneGo ? t('conflicts.history.filteredGo') : t('conflicts.history.filtered', { name: filter.name })}
      <Button tone="quiet" onClick={onClear}>
        {t('conflicts.history.clear')}
      </Button>
    </p>
  )
}

function Paging({ decided }: { decided: DecidedState }) {
  const { t } = useTranslation()
  const { offset, ids, total, move } = decided
  const end = offset + ids.length
  return (
    <footer className={styles['footer']}>
      {t('conflicts.showing', {
        shown: `${formatNumber(offset + 1)}–${formatNumber(end)}`,
        total: formatNumber(total),
      })}
      <Button disabled={offset === 0} onClick={() => move(-1)}>
        {t('conflicts.history.newer')}
      </Button>
      <Button disabled={end >= total} onClick={() => move(1)}>
        {t('conflicts.history.older')}
      </Button>
    </footer>
  )
}
