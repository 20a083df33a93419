import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import type { OperationScope } from '#shared/domain/window-route.ts'
import { useKeptPlace } from '../../app/kept.ts'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridColumn, GridSelection, RowAttributes } from '../../components/grid-types.ts'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { operationInWords, stateInWords } from '../../i18n/operation-words.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './OperationGrid.module.css'
import { useGridGroups } from './use-operation-groups.ts'
import type { PendingPageState } from './use-pending-page.ts'

/** Rows here hold buttons, so they are a little higher than elsewhere. */
const BUTTON_ROOM = 4

interface OperationGridProps {
  readonly page: PendingPageState
  readonly columns: readonly GridColumn<OperationView>[]
  readonly rowHeight: number
}

const attributesOf = (operation: OperationView): RowAttributes => ({
  'data-operation-key': operation.key,
  'data-operation-state': operation.state,
})

export function OperationGrid({ page, columns, rowHeight }: OperationGridProps) {
  const { t } = useTranslation()
  const { list, scope, stable, names, groups, marking } = page
  const whatOf = useCallback((row: OperationView) => operationInWords(t, row, names), [t, names])
  const labelOf = useCallback(
    (row: OperationView) => t('pending.row.label', { what: whatOf(row), state: stateInWords(t, row) }),
    [t, whatOf],
  )
  const scrollPlace = useKeptPlace('pending', `${scope}/${page.state}/${page.groups.by}`)
  const grouping = useGridGroups(groups, marking.marked)
  const source = groups.by === 'none' ? list : groups.request
  const isRead = groups.by === 'none' ? list.status !== 'loading' : groups.outline?.by === groups.by
  if (!isRead && source.error === null) return <RowSkeleton label={t('pending.loading')} />
  if (source.status === 'failed' && source.error !== null) {
    return (
      <Placeholder
        role="alert"
        title={t('error.title')}
        text={errorSentence(t, source.error)}
        action={<Button onClick={() => void source.reload()}>{t('action.tryAgain')}</Button>}
      />
    )
  }
  if (stable.ids.length === 0 && page.text.trim() !== '') {
    return <Placeholder title={t('pending.search.nothing', { text: page.text.trim() })} />
  }
  if (stable.ids.length === 0) return <NoOperations scope={scope} isFiltered={page.state !== null} />
  const selection: GridSelection = {
    ids: marking.marked,
    onChange: marking.mark,
    allIds: () => marking.headings ?? stable.ids,
    ...(marking.headings === null ? {} : { isAll: marking.headings.every((id) => marking.marked.has(id)) }),
    labelAll: t('pending.row.selectAll'),
    labelOf: (key) => {
      const row = page.byKey.get(key)
      return t('pending.row.select', { what: row === undefined ? key : whatOf(row) })
    },
  }
  return (
    <>
      <DataGrid
        label={t('pending.grid')}
        columns={columns}
        ids={stable.ids}
        rowOf={(key) => page.byKey.get(key)}
        rowLabel={labelOf}
        rowAttributes={attributesOf}
        rowHeight={rowHeight + BUTTON_ROOM}
        {...(grouping === undefined ? {} : { grouping })}
        {...(scope === 'device' ? {} : { selection })}
        activeId={page.activeId}
        onActiveChange={page.activate}
        onOpen={page.setOpenKey}
        onEscape={page.stepBack}
        onHoldChange={page.setHeld}
        scrollPlace={scrollPlace}
      />
      <UpdatesWaiting
        count={stable.waiting}
        text={t('devices.updates', { count: stable.waiting })}
        onRefresh={stable.refresh}
      />
      <Footer page={page} />
    </>
  )
}

/** How much of it is shown, where that is not all. */
function Footer({ page: { list, groups } }: { page: PendingPageState }) {
  const { t } = useTranslation()
  if (groups.by !== 'none') {
    const [shown, total] = [groups.groups.length, groups.outline?.groupCount ?? 0]
    if (total <= shown) return null
    const counts = { shown: formatNumber(shown), total: formatNumber(total) }
    return <footer className={styles['footer']}>{t('pending.group.showing', counts)}</footer>
  }
  if (list.total <= list.operations.length) return null
  return (
    <footer className={styles['footer']}>
      {t('pending.showing', { shown: formatNumber(list.operations.length), total: formatNumber(list.total) })}
      <Button onClick={list.showMore}>{t('pending.showMore')}</Button>
      <Button onClick={list.showAll}>{t('pending.showAll', { total: formatNumber(list.total) })}</Button>
    </footer>
  )
}

function NoOperations({ scope, isFiltered }: { scope: OperationScope; isFiltered: boolean }) {
  const { t } = useTranslation()
  if (isFiltered) {
    const text = scope === 'pending' ? t('pending.empty.filteredText') : undefined
    return <Placeholder title={t('pending.empty.filtered')} text={text} />
  }
  switch (scope) {
    case 'pending':
      return <Placeholder title={t('pending.empty.title')} text={t('pending.empty.text')} />
    case 'device':
      return <Placeholder title={t('pending.empty.device')} text={t('pending.empty.deviceText')} />
    case 'history':
      return <Placeholder title={t('pending.empty.history')} text={t('pending.empty.historyText')} />
  }
}
