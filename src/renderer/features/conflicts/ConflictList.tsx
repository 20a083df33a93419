import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { type ConflictOutline, MAX_GROUP_ROWS } from '#shared/domain/conflict-outline.ts'
import { useApp } from '../../app/context.tsx'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridColumn, GridSelection } from '../../components/grid-types.ts'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatAge, formatExact, formatNumber } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence, fieldInWords } from '../../i18n/words.ts'
import styles from './Conflicts.module.css'
import { EVERY_LINE } from './selection.ts'
import { useConflictGroups } from './use-conflict-groups.ts'
import type { ConflictsPageState } from './use-conflicts-page.ts'

/** Room for two lines: what, and the fields that clash. */
const ROOM = 18

/** The conflicts, each with what it is about. */
export function ConflictList({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const columns = useColumns()
  const grouping = useConflictGroups(page)
  const { desk, stable, byKey, choosing } = page
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
  if (desk.value.total === 0) {
    return <NoConflicts />
  }
  if (stable.ids.length === 0) {
    return (
      <Placeholder
        title={t('conflicts.empty.filtered')}
        text={t('conflicts.empty.filteredText', { total: formatNumber(desk.value.total) })}
        action={<Button onClick={() => page.search('')}>{t('conflicts.search.clear')}</Button>}
      />
    )
  }
  const selection: GridSelection = {
    ids: choosing.marked,
    onChange: choosing.mark,
    labelAll: t('conflicts.row.selectAll'),
    labelOf: (key) => t('conflicts.row.select', { name: inSentence(byKey.get(key)?.entityName ?? key) }),
    allIds: () => [EVERY_LINE],
    isAll: choosing.isAll,
  }
  return (
    <>
      <DataGrid
        label={t('conflicts.list')}
        columns={columns}
        ids={stable.ids}
        rowOf={(key) => byKey.get(key)}
        rowLabel={(row) =>
          t('conflicts.row.label', { name: inSentence(row.entityName), fields: fieldsInWords(t, row) })
        }
        rowAttributes={(row) => ({ 'data-conflict-key': row.key })}
        rowHeight={rowHeight + ROOM}
        {...(grouping === undefined ? {} : { grouping })}
        selection={selection}
        activeId={page.activeId}
        onActiveChange={page.setActiveId}
        onOpen={page.setActiveId}
        onEscape={() => page.setActiveId(null)}
        onHoldChange={page.setHeld}
        scrollPlace={page.scrollPlace}
      />
      <UpdatesWaiting
        count={stable.waiting}
        text={t('devices.updates', { count: stable.waiting })}
        onRefresh={stable.refresh}
      />
      <ListFooter page={page} outline={desk.value} />
    </>
  )
}

/** Whether others changed the same is known when the server has been heard, and what waits here has been sent to it. */
function NoConflicts() {
  const { t } = useTranslation()
  const sync = useApp((state) => state.sync)
  const waiting = useApp((state) => (state.queue === null ? 0 : state.queue.pending - state.queue.attention))
  if (sync === null || sync.lastSyncAt === null) return <NotKnownYet />
  if (sync.state === 'current' || waiting === 0)
    return <Placeholder title={t('conflicts.empty.title')} text={t('conflicts.empty.text')} />
  const text = t('conflicts.empty.soFarText', { count: waiting, n: formatNumber(waiting) })
  return <Placeholder role="status" title={t('conflicts.empty.soFar')} text={text} />
}

/** How much of it is shown, where that is not all. */
function ListFooter({ page, outline }: { page: ConflictsPageState; outline: ConflictOutline }) {
  const { t } = useTranslation()
  const { groups, groupCount, matching, by } = outline
  if (by !== 'none') {
    if (groupCount <= groups.length) return null
    return (
      <footer className={styles['footer']}>
        {t('conflicts.group.showing', { shown: formatNumber(groups.length), total: formatNumber(groupCount) })}
      </footer>
    )
  }
  const shown = groups[0]?.rows.length ?? 0
  if (matching <= shown) return null
  return (
    <footer className={styles['footer']}>
      {t('conflicts.showing', { shown: formatNumber(shown), total: formatNumber(matching) })}
      {shown < MAX_GROUP_ROWS ? (
        <Button onClick={() => page.showMore('')}>{t('conflicts.showMore')}</Button>
      ) : (
        <span>{t('conflicts.group.instead')}</span>
      )}
    </footer>
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
            <bdi className={styles['name']} title={foreignText(row.entityName)}>
              {foreignText(row.entityName)}
            </bdi>
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
  return namesInRow((clashing.length > 0 ? clashing : fields).map(({ field }) => fieldInWords(t, field)))
}
