import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { TextFilter } from '../../app/TextFilter.tsx'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Conflicts.module.css'
import { DecidedPanel } from './DecidedPanel.tsx'
import { deciderInWords, fieldOfRecord, useDecidedColumns } from './decided-columns.tsx'
import { type DecidedFilter, type DecidedStart, type DecidedState, useDecided } from './use-decided.ts'

/** What was decided and the values that lost, newest first. */
export function DecidedList({ tabs, start }: { tabs: ReactNode; start: DecidedStart }) {
  const { t } = useTranslation()
  const decided = useDecided(start)
  const { total, filter, open, ids } = decided
  return (
    <PageFrame
      title={t('conflicts.title')}
      count={total === 0 ? undefined : t('conflicts.history.count', { count: total, n: formatNumber(total) })}
      tab="decided"
      tools={tabs}
      moreTools={
        <div className={styles['tools']}>
          <TextFilter
            label={t('conflicts.history.search')}
            placeholder={t('conflicts.history.searchHint')}
            value={decided.text}
            onChange={decided.search}
          />
          {filter === null ? null : <FilterLine filter={filter} onClear={() => decided.show(null)} />}
        </div>
      }
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
  if (ids.length === 0 && (decided.text !== '' || decided.filter !== null)) {
    return (
      <Placeholder
        title={t('conflicts.empty.notFound')}
        text={t('conflicts.empty.notFoundText')}
        action={
          <Button
            onClick={() => {
              decided.search('')
              decided.show(null)
            }}
          >
            {t('conflicts.history.clear')}
          </Button>
        }
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
        t('conflicts.history.label', {
          name: inSentence(name),
          field: fieldOfRecord(t, record),
          by: deciderInWords(t, record),
        })
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
  return (
    <p className={styles['filter']}>
      {filterInWords(t, filter)}
      <Button tone="quiet" onClick={onClear}>
        {t('conflicts.history.clear')}
      </Button>
    </p>
  )
}

function filterInWords(t: Translate, filter: DecidedFilter): string {
  switch (filter.what) {
    case 'entity':
      return t('conflicts.history.filtered', { name: filter.name })
    case 'resolution':
      return t('conflicts.history.filteredGo')
    case 'automatic':
      return t('conflicts.history.filteredAutomatic')
  }
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
