import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
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
import { LayoutPicture } from './LayoutPicture.tsx'
import type { WallboardsState } from './use-wallboards-page.ts'
import styles from './Wallboards.module.css'
import { SORT_COLUMNS, type WallboardRow } from './wallboard-row.ts'

export function WallboardGrid({ page }: { page: WallboardsState }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const { list } = page
  const columns = useMemo(() => columnsOf(t), [t])
  if (list.ids.length === 0) return <NoBoards page={page} />
  return (
    <>
      <DataGrid
        label={t('boards.title')}
        columns={columns}
        ids={list.ids}
        rowOf={(id) => list.byId.get(id)}
        rowLabel={(row) => labelOf(t, row)}
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
          ids: list.selected,
          onChange: list.select,
          labelAll: t('boards.turn.selectAll'),
          labelOf: (id) => t('boards.turn.select', { name: inSentence(list.byId.get(id)?.name ?? '') }),
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
        text={t('boards.updates', { count: list.waiting })}
        onRefresh={list.refresh}
      />
    </>
  )
}

function NoBoards({ page }: { page: WallboardsState }) {
  const { t } = useTranslation()
  const { cache, total, isLocalRead, isServerAble, search, setSearch } = page.list
  if (total > 0) {
    return (
      <Placeholder
        title={t('boards.empty.filtered')}
        text={t('boards.empty.filteredText', { query: search })}
        action={<Button onClick={() => setSearch('')}>{t('boards.empty.clear')}</Button>}
      />
    )
  }
  if (cache.state === 'loading' || !isLocalRead) return <RowSkeleton label={t('boards.loading')} />
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
  const action = <Button onClick={page.startCreating}>{t('boards.new')}</Button>
  const knowledge = knowledgeOf(cache)
  if (knowledge === 'reading') return <RowSkeleton label={t('boards.loading')} />
  if (knowledge === 'never' && isServerAble) return <NotKnownYet action={action} />
  return <Placeholder title={t('boards.empty.title')} text={t('boards.empty.text')} action={action} />
}

function labelOf(t: Translate, { name, where, widgets }: WallboardRow): string {
  return t('boards.row.label', { name: inSentence(name), where: t(`boards.where.${where}`), count: widgets })
}

function columnsOf(t: Translate): readonly GridColumn<WallboardRow>[] {
  const column = (id: string, track: string, minWidth: number, cell: GridColumn<WallboardRow>['cell']) => ({
    ...{ id, track, minWidth, cell, isSortable: true, header: t(`boards.column.${id as 'name'}`) },
  })
  const figure = { align: 'end', className: styles['figure'] } as const
  return [
    {
      ...column('layout', '84px', 84, ({ board }) =>
        board.data === null ? null : <LayoutPicture board={board.data} />,
      ),
      isSortable: false,
    },
    { ...column('name', 'minmax(160px, 2fr)', 160, (row) => nameCell(t, row)), className: styles['name'] },
    column('where', '150px', 150, ({ where }) => (
      <span className={where === 'server' || where === 'local' ? undefined : styles['abnormal']}>
        {t(`boards.where.${where}`)}
      </span>
    )),
    { ...column('pages', '76px', 76, (row) => pagesCell(t, row, row.pages)), ...figure },
    { ...column('widgets', '88px', 88, (row) => pagesCell(t, row, row.widgets)), ...figure },
    {
      ...column('grid', '90px', 90, ({ board: { data } }) =>
        data === null ? '–' : t('boards.grid', { columns: data.columns, rows: data.rows }),
      ),
      isSortable: false,
      hideBelow: 760,
      className: styles['muted'],
    },
    column('pending', '150px', 150, ({ mark, board: { view } }) =>
      mark === null ? null : <MarkWords mark={mark} isDeleting={view?.isDeleting === true} />,
    ),
  ]
}

function nameCell(t: Translate, { board: { view, name }, mark: whole }: WallboardRow) {
  if (view === null) return foreignText(name)
  const { isNew, isDeleting } = view
  const mark = isNew || isDeleting ? whole : markOfField(view, 'name')
  return (
    <PendingText mark={mark === null ? null : shortMark(t, mark)} isDeleting={isDeleting}>
      {foreignText(name)}
    </PendingText>
  )
}

function pagesCell(t: Translate, { board: { view, data } }: WallboardRow, count: number) {
  if (data === null) return '–'
  const mark = view === null ? null : markOfField(view, 'pages')
  const text = formatNumber(count)
  return mark === null ? text : <PendingText mark={shortMark(t, mark)}>{text}</PendingText>
}
