import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { useCacheState } from '../../app/hooks/replica.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridSelection } from '../../components/grid-types.ts'
import { Notice } from '../../components/Notice.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { groupInWords } from '../../i18n/alarm-words.ts'
import { formatMoment } from '../../i18n/format.ts'
import { type AlarmLine, NO_FILTER } from './alarm-lines.ts'
import { stateOf, useAlarmColumns, whereOf } from './columns.tsx'
import type { AlarmsPage } from './use-alarms-page.ts'

/** The lines of the chosen list, or why there are none. */
export function AlarmGrid({ page }: { page: AlarmsPage }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const { stable, names, viewOf, now, list } = page
  const columns = useAlarmColumns({ names, viewOf, now, onExpand: page.expand })
  const suppression = list === 'aside' ? <Notice tone="neutral">{t('health.suppression')}</Notice> : null
  if (stable.ids.length === 0) {
    return (
      <>
        {suppression}
        <Nothing page={page} />
      </>
    )
  }
  const labelOf = (line: AlarmLine): string =>
    t('health.row.label', {
      priority: t(`health.priority.${line.group.priority}`),
      what: groupInWords(t, line.isGroup ? line.group : { ...line.group, cause: 'single' }, now),
      where: whereOf(t, line, names),
      state: stateOf(t, line, now),
    })
  const selection: GridSelection = {
    ids: page.selected,
    onChange: page.setSelected,
    labelAll: t('health.row.selectAll'),
    labelOf: (id) => {
      const line = page.lineOf(id)
      return line === undefined ? id : t('health.row.select', { what: labelOf(line) })
    },
  }
  return (
    <>
      {suppression}
      <DataGrid
        key={list}
        label={t('health.alarms')}
        columns={columns}
        ids={stable.ids}
        rowOf={page.lineOf}
        rowLabel={labelOf}
        rowAttributes={(line) => ({ 'data-alarm-id': line.id })}
        rowHeight={rowHeight}
        selection={selection}
        activeId={page.activeId}
        onActiveChange={page.activate}
        onOpen={page.open}
        onEscape={() => (page.openId === null && !page.isTargetGone ? page.activate(null) : page.open(null))}
        onHoldChange={page.setHeld}
        scrollPlace={page.scrollPlace}
      />
      <UpdatesWaiting
        count={stable.waiting}
        text={t('health.updates', { count: stable.waiting })}
        onRefresh={stable.refresh}
      />
    </>
  )
}

function Nothing({ page }: { page: AlarmsPage }) {
  const { t } = useTranslation()
  const { list, isFiltered, listed, now } = page
  const cache = useCacheState('alert')
  if (isFiltered && listed.length > 0) {
    return (
      <Placeholder
        title={t('health.empty.filtered')}
        text={t('health.empty.filteredText')}
        action={<Button onClick={() => page.change(NO_FILTER)}>{t('health.filter.clear')}</Button>}
      />
    )
  }
  const knowledge = knowledgeOf(cache)
  // All of it, or the first part of it, is still to come.
  if (knowledge === 'reading') return <RowSkeleton label={t('health.loading')} />
  if (knowledge === 'never') return <NotKnownYet />
  if (knowledge === 'past' && list === 'active') {
    const time = formatMoment(cache.syncedAt ?? now, now)
    return (
      <Placeholder role="status" title={t('health.empty.activePast', { time })} text={t('health.empty.pastText')} />
    )
  }
  return <Placeholder role="status" title={t(`health.empty.${list}`)} text={t(`health.empty.${list}Text`)} />
}
