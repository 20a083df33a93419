import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import type { PlaylistUses } from '../../app/hooks/playlists.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { MarkWords, shortMark } from '../../app/MarkWords.tsx'
import { markOfField } from '../../app/marks.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridColumn } from '../../components/grid-types.ts'
import { PendingText } from '../../components/PendingText.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { lengthInWords } from './length-words.ts'
import styles from './Playlists.module.css'
import { type PlaylistRow, SORT_COLUMNS } from './playlist-row.ts'
import type { PlaylistsState } from './use-playlists-page.ts'

export function PlaylistGrid({ page }: { page: PlaylistsState }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const { list } = page
  const { cache, usesOf } = list
  const columns = useMemo(() => columnsOf(t, usesOf), [t, usesOf])
  if (cache.state === 'loading') return <RowSkeleton label={t('playlists.loading')} />
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
  if (list.ids.length === 0) return <NoPlaylists page={page} />
  return (
    <>
      <DataGrid
        label={t('playlists.title')}
        columns={columns}
        ids={list.ids}
        rowOf={(id) => list.byId.get(id)}
        rowLabel={(row) => t('playlists.row.label', { name: inSentence(row.name), count: row.items.length })}
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
        activeId={page.activeId}
        onActiveChange={page.activate}
        onOpen={page.open}
        onEscape={page.stepBack}
        onHoldChange={list.setHeld}
        scrollPlace={list.scrollPlace}
      />
      <UpdatesWaiting
        count={list.waiting}
        text={t('playlists.updates', { count: list.waiting })}
        onRefresh={list.refresh}
      />
    </>
  )
}

function NoPlaylists({ page }: { page: PlaylistsState }) {
  const { t } = useTranslation()
  const { list } = page
  if (list.total > 0) {
    return (
      <Placeholder
        title={t('playlists.empty.filtered')}
        text={t('playlists.empty.filteredText', { query: list.search })}
        action={<Button onClick={() => list.setSearch('')}>{t('playlists.empty.clear')}</Button>}
      />
    )
  }
  const action = <Button onClick={page.startCreating}>{t('playlists.new')}</Button>
  const knowledge = knowledgeOf(list.cache)
  if (knowledge === 'reading') return <RowSkeleton label={t('playlists.loading')} />
  if (knowledge === 'never') return <NotKnownYet action={action} />
  return <Placeholder title={t('playlists.empty.title')} text={t('playlists.empty.text')} action={action} />
}

function columnsOf(t: Translate, usesOf: (id: string) => PlaylistUses): readonly GridColumn<PlaylistRow>[] {
  const column = (id: string, track: string, minWidth: number, cell: GridColumn<PlaylistRow>['cell']) => ({
    ...{ id, track, minWidth, cell, isSortable: true, header: t(`playlists.column.${id as 'name'}`) },
  })
  const figure = { align: 'end', className: styles['figure'] } as const
  return [
    { ...column('name', 'minmax(180px, 2fr)', 180, (row) => nameCell(t, row)), className: styles['name'] },
    { ...column('items', '84px', 84, (row) => itemsCell(t, row, formatNumber(row.items.length))), ...figure },
    { ...column('length', '120px', 120, (row) => itemsCell(t, row, lengthInWords(t, row.seconds))), ...figure },
    { ...column('devices', '96px', 96, (row) => formatNumber(usesOf(row.id).devices)), ...figure },
    {
      ...column('description', 'minmax(120px, 2fr)', 120, (row) => foreignText(row.description)),
      isSortable: false,
      hideBelow: 860,
      className: styles['muted'],
    },
    column('pending', '150px', 150, (row) =>
      row.mark === null ? null : <MarkWords mark={row.mark} isDeleting={row.view.isDeleting} />,
    ),
  ]
}

function nameCell(t: Translate, row: PlaylistRow) {
  const { isNew, isDeleting } = row.view
  const mark = isNew || isDeleting ? row.mark : markOfField(row.view, 'name')
  return (
    <PendingText mark={mark === null ? null : shortMark(t, mark)} isDeleting={isDeleting}>
      {foreignText(row.name)}
    </PendingText>
  )
}

function itemsCell(t: Translate, row: PlaylistRow, text: string) {
  const mark = markOfField(row.view, 'items')
  return mark === null ? text : <PendingText mark={shortMark(t, mark)}>{text}</PendingText>
}
