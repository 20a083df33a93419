import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { deferred } from '../../app/deferred.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { PageSearch } from '../../components/PageSearch.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { DeleteQuestion } from './DeleteQuestion.tsx'
import { NewPlaylistDialog } from './NewPlaylistDialog.tsx'
import { PlaylistGrid } from './PlaylistGrid.tsx'
import { usePlaylistActs } from './use-playlist-acts.ts'
import { type PlaylistsState, usePlaylistsPage } from './use-playlists-page.ts'

const PlaylistPanel = deferred(async () => (await import('./PlaylistPanel.tsx')).PlaylistPanel)
const AssignDialog = deferred(async () => (await import('./AssignDialog.tsx')).AssignDialog)
const PlaylistListMenu = deferred(async () => (await import('./PlaylistListMenu.tsx')).PlaylistListMenu)
const BulkStrip = deferred(async () => (await import('../../app/BulkStrip.tsx')).BulkStrip)

/** What the devices play: the playlists of the site, and the editor of one of them beside them. */
export function PlaylistsPage() {
  const { t } = useTranslation()
  const acts = usePlaylistActs()
  const { searchBox, ...page } = usePlaylistsPage(acts.duplicate)
  const { list } = page
  const { bulk } = useBulkChanges()
  const note = useStaleNote(list.cache)
  return (
    <PageFrame
      title={t('playlists.title')}
      count={countInWords(t, page)}
      note={note}
      tools={
        <PageSearch
          ref={searchBox}
          label={t('playlists.search')}
          placeholder={t('playlists.searchPlaceholder')}
          query={list.search}
          onSearch={list.setSearch}
          onLeave={page.enterGrid}
          isLeftByEscape
        />
      }
      actions={
        <>
          <PlaylistListMenu list={list} />
          <Button tone="primary" icon={<Plus size={16} strokeWidth={1.5} aria-hidden />} onClick={page.startCreating}>
            {t('playlists.new')}
          </Button>
        </>
      }
      panel={
        page.openId === null ? null : (
          <PlaylistPanel
            key={page.openId}
            id={page.openId}
            uses={list.usesOf(page.openId)}
            focusRequest={page.focusRequest}
            onDuplicate={page.duplicate}
            onAsk={page.ask}
            onClose={() => page.open(null)}
          />
        )
      }
    >
      <PlaylistGrid page={page} />
      {bulk === null ? null : <BulkStrip bulk={bulk} />}
      {page.isCreating ? (
        <NewPlaylistDialog onClose={page.endCreating} onCreated={(id) => page.open(id, 'keyboard')} />
      ) : null}
      <Questions page={page} />
    </PageFrame>
  )
}

function Questions({ page }: { page: PlaylistsState }) {
  const acts = usePlaylistActs()
  const { question, list } = page
  if (question === null) return null
  const { verb, row } = question
  const close = () => page.ask(null)
  if (verb === 'assign') return <AssignDialog row={row} onClose={close} />
  return <DeleteQuestion row={row} uses={list.usesOf(row.id)} onDelete={() => void acts.remove(row)} onClose={close} />
}

/** Nothing before the playlists have been read. */
function countInWords(t: Translate, { list }: PlaylistsState): string | undefined {
  const { cache, ids, total, search } = list
  if (cache.state === 'loading' || cache.state === 'failed') return undefined
  if (total === 0 && knowledgeOf(cache) === 'never') return undefined
  const words = { shown: formatNumber(ids.length), total: formatNumber(total) }
  return search.trim() === '' ? words.total : t('playlists.countFound', words)
}
