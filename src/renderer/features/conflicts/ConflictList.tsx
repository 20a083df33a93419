import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { useApp } from '../../app/context.tsx'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridColumn, GridSelection } from '../../components/grid-types.ts'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { formatAge, formatExact, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence, fieldInWords } from '../../i18n/words.ts'
import styles from './Conflicts.module.css'
import type { ConflictsPageState } from './use-conflicts-page.ts'

/** Room for two lines: what, and the fields that clash. */
const ROOM = 18

/** The conflicts, each with what it is about. */
export function ConflictList({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const columns = useColumns()
  const { desk, stable, byKey } = page
  if (desk.value === null) {
    if (desk.error === null) return <RowSkeleton label={t('conflicts.loading')} />
    return (
      <Placeholder
        role="alert"
        title={t('error.title')}
        text={errorSentence(t, desk.error)}
        action={<Button onClick={() => void desk.reload()}>{t('action.tryAgain')}</Button>}
      />
    )
  }
  if (stable.ids.length === 0) {
    return <Placeholder title={t('conflicts.empty.title')} text={t('conflicts.empty.text')} />
  }
  const selection: GridSelection = {
    ids: page.selected,
    onChange: page.select,
    labelAll: t('conflicts.row.selectAll'),
    labelOf: (key) => t('conflicts.row.select', { name: byKey.get(key)?.entityName ?? key }),
  }
  return (
    <>
      <DataGrid
        label={t('conflicts.list')}
        columns={columns}
        ids={stable.ids}
        rowOf={(key) => byKey.get(key)}
        rowLabel={(row) => t('conflicts.row.label', { name: row.entityName, fields: fieldsInWords(t, row) })}
        rowAttributes={(row) => ({ 'data-conflict-key': row.key })}
        rowHeight={rowHeight + ROOM}
        selection={selection}
        activeId={page.activeId}
        onActiveChange={page.setActiveId}
        onOpen={page.setActiveId}
        onEscape={() => page.setActiveId(null)}
        onHoldChange={page.setHeld}
      />
      <UpdatesWaiting
        count={stable.waiting}
        text={t('devices.updates', { count: stable.waiting })}
        onRefresh={stable.refresh}
      />
      {desk.value.total > desk.value.conflicts.length ? (
        <footer className={styles['footer']}>
          {t('conflicts.showing', {
            shown: formatNumber(desk.value.conflicts.length),
            total: formatNumber(desk.value.total),
          })}
        </footer>
      ) : null}
    </>
  )
}

function useColumns(): readonly GridColumn<ConflictView>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        id: 'what',
        header: t('conflicts.column.what'),
        track: 'minmax(120px, 1fr)',
        cell: (row) => (
          <span className={styles['what']}>
            <span className={styles['name']}>{row.entityName}</span>
            <span className={styles['muted']}>{fieldsInWords(t, row)}</span>
          </span>
        ),
      },
      {
        id: 'age',
        header: t('conflicts.column.age'),
        track: '76px',
        align: 'end',
        cell: (row) => <AgeCell at={row.createdAt} />,
      },
    ],
    [t],
  )
}

function AgeCell({ at }: { at: number }) {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <span className={styles['muted']} title={formatExact(at, now)}>
      {formatAge(t, now - at)}
    </span>
  )
}

/** What the conflict is about: the fields that clash, or what was deleted. */
function fieldsInWords(t: Translate, { kind, isDeleted, fields }: ConflictView): string {
  if (kind === 'delete') return t('conflicts.row.deletion')
  if (isDeleted) return t('conflicts.row.gone')
  const clashing = fields.filter(({ standing }) => standing === 'clash')
  return (clashing.length > 0 ? clashing : fields).map(({ field }) => fieldInWords(t, field)).join(', ')
}
