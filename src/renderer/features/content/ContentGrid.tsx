import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { knowledgeOf } from '../../app/knowledge.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { errorSentence } from '../../i18n/words.ts'
import { columnsOf } from './content-columns.tsx'
import { SORT_COLUMNS } from './content-row.ts'
import type { ContentPageState } from './use-content-page.ts'

const ContentTiles = deferred(async () => (await import('./ContentTiles.tsx')).ContentTiles)

/** The pieces, as a list or as pictures, or why there are none. */
export function ContentGrid({ page }: { page: ContentPageState }) {
  const { t } = useTranslation()
  const { list } = page
  const { cache } = list
  if (cache.state === 'loading') return <RowSkeleton label={t('content.loading')} />
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
  if (list.ids.length === 0) return <NoContent page={page} />
  return (
    <>
      {page.layout === 'list' ? <ContentRows page={page} /> : <ContentTiles page={page} />}
      <UpdatesWaiting
        count={list.waiting}
        text={t('content.updates', { count: list.waiting })}
        onRefresh={list.refresh}
      />
    </>
  )
}

function ContentRows({ page }: { page: ContentPageState }) {
  const { t } = useTranslation()
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const { list } = page
  const { usesOf } = list
  const columns = useMemo(() => columnsOf(t, usesOf), [t, usesOf])
  const nameOf = (id: string): string => inSentence(list.byId.get(id)?.name ?? '')
  return (
    <DataGrid
      label={t('content.title')}
      columns={columns}
      ids={list.ids}
      rowOf={(id) => list.byId.get(id)}
      rowLabel={(row) => t('content.row', { name: inSentence(row.name), kind: t(`push.kind.${row.kind}`) })}
      rowAttributes={(row) => ({ 'data-entity-id': row.id, 'data-pending': row.mark?.kind })}
      rowHeight={rowHeight}
      sort={list.sort}
      onSort={({ columnId, isDescending }) => {
        const column = SORT_COLUMNS.find((one) => one === columnId)
        if (column !== undefined) list.setSort({ columnId: column, isDescending })
      }}
      selection={{
        ids: list.selected,
        onChange: list.select,
        labelAll: t('content.selectAll'),
        labelOf: (id) => t('content.select', { name: nameOf(id) }),
      }}
      activeId={page.activeId}
      onActiveChange={page.activate}
      onOpen={page.open}
      onEscape={page.stepBack}
      onHoldChange={list.setHeld}
      scrollPlace={list.scrollPlace}
    />
  )
}

function NoContent({ page }: { page: ContentPageState }) {
  const { t } = useTranslation()
  const { list } = page
  if (list.total > 0) {
    return (
      <Placeholder
        title={t('content.empty.filtered')}
        text={t('content.empty.filteredText')}
        action={<Button onClick={list.showAll}>{t('content.filter.clear')}</Button>}
      />
    )
  }
  const action = <Button onClick={page.startUpload}>{t('content.upload.choose')}</Button>
  const knowledge = knowledgeOf(list.cache)
  if (knowledge === 'reading') return <RowSkeleton label={t('content.loading')} />
  if (knowledge === 'never') return <NotKnownYet action={action} />
  return <Placeholder title={t('content.empty.title')} text={t('content.empty.text')} action={action} />
}
