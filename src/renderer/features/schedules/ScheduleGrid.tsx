import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { knowledgeOf } from '../../app/knowledge.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { zoneHere } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { errorSentence } from '../../i18n/words.ts'
import { columnsOf } from './columns.tsx'
import { SORT_COLUMNS } from './schedule-row.ts'
import { whenInWords } from './schedule-words.ts'
import type { SchedulesState } from './use-schedules-page.ts'

export function ScheduleGrid({ page }: { page: SchedulesState }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const { list } = page
  const { byId, clashes, playlistOf, now } = list
  const here = zoneHere()
  const columns = useMemo(
    () => columnsOf(t, { byId, clashes: clashes.byId, playlistOf, now, here }),
    [t, byId, clashes.byId, playlistOf, now, here],
  )
  const instead = <InsteadOfSchedules page={page} />
  if (list.ids.length === 0 || list.cache.state === 'loading' || list.cache.state === 'failed') return instead
  return (
    <>
      <DataGrid
        label={t('schedules.title')}
        columns={columns}
        ids={list.ids}
        rowOf={(id) => byId.get(id)}
        rowLabel={({ data }) =>
          t('schedules.row.label', { name: inSentence(data.name), when: whenInWords(t, data, here) })
        }
        rowAttributes={(row) => ({
          'data-entity-id': row.id,
          'data-pending': row.mark === null ? undefined : row.mark.kind,
        })}
        rowHeight={rowHeight}
        sort={list.sort}
        onSort={({ columnId, isDescending }) => {
          const column = SORT_COLUMNS.find((one) => one === columnId)
          if (column !== undefined) list.setSort({ columnId: column, isDescending })
        }}
        selection={{
          ids: page.selected,
          onChange: page.setSelected,
          labelAll: t('schedules.row.selectAll'),
          labelOf: (id) => t('schedules.row.select', { name: inSentence(byId.get(id)?.data.name ?? id) }),
        }}
        activeId={page.activeId}
        onActiveChange={page.activate}
        onOpen={page.open}
        onEscape={page.stepBack}
        onHoldChange={list.setHeld}
        scrollPlace={list.scrollPlace}
      />
      <UpdatesWaiting
        count={list.waiting}
        text={t('schedules.updates', { count: list.waiting })}
        onRefresh={list.refresh}
      />
    </>
  )
}

/** What stands in place of schedules: that they are read, cannot be read, are not known yet, or are none. */
export function InsteadOfSchedules({ page }: { page: SchedulesState }) {
  const { t } = useTranslation()
  const { cache, total, search, setSearch } = page.list
  const knowledge = knowledgeOf(cache)
  const action = <Button onClick={() => page.startCreating()}>{t('schedules.new')}</Button>
  if (cache.state === 'failed' && cache.error !== null) {
    return (
      <Placeholder
        role="alert"
        title={t('error.title')}
        text={errorSentence(t, cache.error)}
        action={<Button onClick={cache.reload}>{t('action.tryAgain')}</Button>}
      />
    )
  }
  if (cache.state === 'loading' || (total === 0 && knowledge === 'reading')) {
    return <RowSkeleton label={t('schedules.loading')} />
  }
  if (total > 0) {
    return (
      <Placeholder
        title={t('schedules.empty.filtered')}
        text={t('schedules.empty.filteredText', { query: search })}
        action={<Button onClick={() => setSearch('')}>{t('schedules.empty.clear')}</Button>}
      />
    )
  }
  if (knowledge === 'never') return <NotKnownYet action={action} />
  return <Placeholder title={t('schedules.empty.title')} text={t('schedules.empty.text')} action={action} />
}
