import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { NO_FILTER } from '../../app/devices/device-filter.ts'
import { type DeviceRow, statusOf } from '../../app/devices/device-row.ts'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { useKeptPlace } from '../../app/kept.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridColumn, RowAttributes } from '../../components/grid-types.ts'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { textPattern } from '../../i18n/text-pattern.ts'
import { errorSentence } from '../../i18n/words.ts'
import { statusWord } from './cells.tsx'
import type { PlaylistName } from './ordering.ts'
import { useDeviceGroups } from './use-device-groups.ts'
import type { DeviceList } from './use-device-list.ts'
import type { useDevicePage } from './use-device-page.ts'
import type { DeviceViews } from './use-device-views.ts'
import { deviceColumnOf, moveColumn, resizeColumn } from './views.ts'

interface DeviceGridProps {
  readonly list: DeviceList
  readonly page: Omit<ReturnType<typeof useDevicePage>, 'frame' | 'searchBox'>
  readonly columns: readonly GridColumn<DeviceRow>[]
  readonly rowHeight: number
  readonly playlistName: PlaylistName
  readonly views: DeviceViews
}

const attributesOf = (row: DeviceRow): RowAttributes => ({
  'data-entity-id': row.id,
  'data-pending': row.mark === null ? undefined : row.mark.kind,
})

export function DeviceGrid(props: DeviceGridProps) {
  const { list, page } = props
  useRenderTime('device_grid')
  const { t } = useTranslation()
  const { cache, query, live } = list
  const grouping = useDeviceGroups(list, props.playlistName)
  const { layout, setLayout, whyNotLayout } = props.views
  const arranging = {
    resize: (id: string, width: number) => setLayout(resizeColumn(layout, id, width)),
    move: (id: string, by: number) => setLayout(moveColumn(layout, id, by)),
    labelOf: (column: string) => t('devices.column.resize', { column }),
  }
  const scrollPlace = useKeptPlace('devices', JSON.stringify(query))
  const { labelOf, selectLabelOf } = useRowLabels(live)

  if (cache.state === 'loading') return <RowSkeleton label={t('devices.loading')} />
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
  if (list.ids.length === 0) return <NoDevices {...props} />
  return (
    <>
      <DataGrid
        label={t('devices.grid')}
        columns={props.columns}
        ids={list.ids}
        rowOf={live.rowOf}
        subscribeRow={live.subscribeRow}
        {...(grouping === undefined ? {} : { grouping })}
        rowLabel={labelOf}
        rowAttributes={attributesOf}
        rowHeight={props.rowHeight}
        sort={query.sort}
        onSort={({ columnId, isDescending }) => {
          const column = deviceColumnOf(columnId)
          if (column !== undefined) live.change({ sort: { columnId: column, isDescending } })
        }}
        {...(whyNotLayout === null ? { arranging } : {})}
        selection={{
          ids: list.selected,
          onChange: live.select,
          allIds: () => live.matchingIds(),
          isAll: list.matching > 0 && list.selected.size - list.selectedHidden === list.matching,
          labelAll: t('devices.row.selectAll'),
          labelOf: selectLabelOf,
        }}
        activeId={page.activeId}
        onActiveChange={page.activate}
        onOpen={page.open}
        onEscape={page.stepBack}
        onHoldChange={live.setHeld}
        onScroll={live.scrolled}
        scrollPlace={scrollPlace}
      />
      <UpdatesWaiting
        count={list.waiting}
        text={t('devices.updates', { count: list.waiting })}
        onRefresh={live.refresh}
      />
    </>
  )
}

/** What rows and their boxes are called. */
function useRowLabels(live: DeviceList['live']) {
  const { t } = useTranslation()
  return useMemo(() => {
    const label = textPattern(['name', 'status'], (values) => t('devices.row.label', values))
    const select = textPattern(['name'], (values) => t('devices.row.selectOne', values))
    return {
      labelOf: (row: DeviceRow) => {
        const status = row.isGone ? t('devices.row.gone') : statusWord(t, statusOf(row))
        return label({ name: inSentence(row.data.name), status })
      },
      selectLabelOf: (id: string) => select({ name: inSentence(live.rowOf(id)?.data.name ?? id) }),
    }
  }, [t, live])
}

function NoDevices({ list, page }: DeviceGridProps) {
  const { t } = useTranslation()
  if (list.cache.state === 'reading') return <RowSkeleton label={t('devices.loading')} />
  if (list.isFiltered && list.total > 0) {
    return (
      <Placeholder
        title={t('devices.empty.filtered')}
        text={t('devices.empty.filteredText')}
        action={<Button onClick={() => list.live.change(NO_FILTER)}>{t('devices.filter.clear')}</Button>}
      />
    )
  }
  const action = <Button onClick={page.startCreating}>{t('devices.new')}</Button>
  if (knowledgeOf(list.cache) === 'never') return <NotKnownYet action={action} />
  return <Placeholder title={t('devices.empty.title')} text={t('devices.empty.text')} action={action} />
}
