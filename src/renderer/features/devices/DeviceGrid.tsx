import { RefreshCw } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridColumn, RowAttributes } from '../../components/grid-types.ts'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { errorSentence } from '../../i18n/words.ts'
import styles from './DeviceGrid.module.css'
import { type DeviceRow, statusOf } from './device-row.ts'
import { EVERYTHING } from './ordering.ts'
import type { DeviceList } from './use-device-list.ts'

interface DeviceGridProps {
  readonly list: DeviceList
  readonly columns: readonly GridColumn<DeviceRow>[]
  readonly rowHeight: number
  readonly activeId: string | null
  readonly onActiveChange: (id: string | null) => void
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onOpen: (id: string, by: 'keyboard' | 'pointer') => void
  readonly onEscape: () => void
  readonly onNew: () => void
}

const attributesOf = (row: DeviceRow): RowAttributes => ({
  'data-entity-id': row.id,
  'data-pending': row.mark === null ? undefined : row.mark.kind,
})

export function DeviceGrid(props: DeviceGridProps) {
  const { list, selected } = props
  const { t } = useTranslation()
  const { cache, query, stable } = list
  const labelOf = useCallback(
    (row: DeviceRow) => {
      const status = statusOf(row)
      const word = status === 'new' ? t('mark.isNew') : t(`state.${status}`)
      return t('devices.row.label', { name: row.data.name, status: word })
    },
    [t],
  )

  if (cache.state === 'loading') return <RowSkeleton label={t('devices.loading')} rows={24} />
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
  if (stable.ids.length === 0) return <NoDevices {...props} />
  return (
    <>
      <DataGrid
        label={t('devices.grid')}
        columns={props.columns}
        ids={stable.ids}
        rowOf={list.rowOf}
        rowLabel={labelOf}
        rowAttributes={attributesOf}
        rowHeight={props.rowHeight}
        sort={query.sort}
        onSort={(sort) => list.change({ sort })}
        selection={{
          ids: selected,
          onChange: props.onSelect,
          labelAll: t('devices.row.selectAll'),
          labelOf: (id) => t('devices.row.selectOne', { name: list.rowOf(id)?.data.name ?? id }),
        }}
        activeId={props.activeId}
        onActiveChange={props.onActiveChange}
        onOpen={props.onOpen}
        onEscape={props.onEscape}
        onHoldChange={list.setHeld}
      />
      {stable.waiting === 0 ? null : (
        <div className={styles['updates']}>
          <Button icon={<RefreshCw size={14} strokeWidth={1.5} aria-hidden />} onClick={stable.refresh}>
            {t('devices.updates', { count: stable.waiting })}
          </Button>
        </div>
      )}
    </>
  )
}

function NoDevices({ list, onNew }: DeviceGridProps) {
  const { t } = useTranslation()
  if (list.isFiltered && list.rows.length > 0) {
    return (
      <Placeholder
        title={t('devices.empty.filtered')}
        text={t('devices.empty.filteredText')}
        action={<Button onClick={() => list.change(EVERYTHING)}>{t('devices.filter.clear')}</Button>}
      />
    )
  }
  const isNeverSynced = list.cache.state === 'stale' && list.cache.syncedAt === null
  return (
    <Placeholder
      title={t('devices.empty.title')}
      text={isNeverSynced ? t('devices.empty.offline') : t('devices.empty.text')}
      action={<Button onClick={onNew}>{t('devices.new')}</Button>}
    />
  )
}
