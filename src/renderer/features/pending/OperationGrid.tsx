import { RefreshCw } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { DataGridProps, GridColumn, RowAttributes } from '../../components/grid-types.ts'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence, type NameOf, operationInWords } from '../../i18n/words.ts'
import type { OperationListState } from '../../stores/operation-list.ts'
import styles from './OperationGrid.module.css'
import type { Scope } from './PendingPage.tsx'

type Passed = Pick<
  DataGridProps<OperationView>,
  'ids' | 'rowOf' | 'rowHeight' | 'activeId' | 'onActiveChange' | 'onOpen' | 'onEscape' | 'onHoldChange'
>

interface OperationGridProps extends Passed {
  readonly list: OperationListState
  readonly scope: Scope
  readonly isFiltered: boolean
  readonly columns: readonly GridColumn<OperationView>[]
  readonly waiting: number
  readonly onRefresh: () => void
  readonly nameOf: NameOf
  readonly selected: ReadonlySet<string>
  readonly onSelect: (keys: ReadonlySet<string>) => void
}

const attributesOf = (operation: OperationView): RowAttributes => ({
  'data-operation-key': operation.key,
  'data-operation-state': operation.state,
})

export function OperationGrid(props: OperationGridProps) {
  const { list, scope, nameOf, selected, rowOf } = props
  const { t } = useTranslation()
  const labelOf = useCallback(
    (row: OperationView) =>
      t('pending.row.label', { what: operationInWords(t, row, nameOf), state: t(`operationState.${row.state}`) }),
    [t, nameOf],
  )
  const selectLabel = (key: string) => {
    const row = rowOf(key)
    return t('pending.row.select', { what: row === undefined ? key : operationInWords(t, row, nameOf) })
  }

  if (list.status === 'loading') return <RowSkeleton label={t('pending.loading')} rows={12} />
  if (list.status === 'failed' && list.error !== null) {
    return (
      <Placeholder
        role="alert"
        title={t('error.title')}
        text={errorSentence(t, list.error)}
        action={<Button onClick={() => void list.reload()}>{t('action.tryAgain')}</Button>}
      />
    )
  }
  if (props.ids.length === 0) return <NoOperations scope={scope} isFiltered={props.isFiltered} />
  return (
    <>
      <DataGrid
        label={t('pending.grid')}
        columns={props.columns}
        ids={props.ids}
        rowOf={rowOf}
        rowLabel={labelOf}
        rowAttributes={attributesOf}
        rowHeight={props.rowHeight + 4}
        {...(scope === 'history'
          ? {}
          : { selection: { ids: selected, onChange: props.onSelect, labelAll: t('pending.row.selectAll'), labelOf: selectLabel } })}
        activeId={props.activeId}
        onActiveChange={props.onActiveChange}
        onOpen={props.onOpen}
        {...(props.onEscape === undefined ? {} : { onEscape: props.onEscape })}
        {...(props.onHoldChange === undefined ? {} : { onHoldChange: props.onHoldChange })}
      />
      {props.waiting === 0 ? null : (
        <div className={styles['updates']}>
          <Button icon={<RefreshCw size={14} strokeWidth={1.5} aria-hidden />} onClick={props.onRefresh}>
            {t('devices.updates', { count: props.waiting })}
          </Button>
        </div>
      )}
      {list.total > list.operations.length ? (
        <footer className={styles['footer']}>
          {t('pending.showing', { shown: formatNumber(list.operations.length), total: formatNumber(list.total) })}
          <Button onClick={list.showMore}>{t('pending.showMore')}</Button>
        </footer>
      ) : null}
    </>
  )
}

function NoOperations({ scope, isFiltered }: { scope: Scope; isFiltered: boolean }) {
  const { t } = useTranslation()
  if (isFiltered) {
    return (
      <Placeholder
        title={t('pending.empty.filtered')}
        text={scope === 'pending' ? t('pending.empty.filteredText') : undefined}
      />
    )
  }
  return scope === 'pending' ? (
    <Placeholder title={t('pending.empty.title')} text={t('pending.empty.text')} />
  ) : (
    <Placeholder title={t('pending.empty.history')} text={t('pending.empty.historyText')} />
  )
}
