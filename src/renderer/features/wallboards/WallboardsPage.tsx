import { FolderOpen, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { deferred } from '../../app/deferred.tsx'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { PageSearch } from '../../components/PageSearch.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { useWallboardActs, type WallboardActs } from './use-wallboard-acts.ts'
import { useWallboardsPage, type WallboardsState } from './use-wallboards-page.ts'
import { WallboardGrid } from './WallboardGrid.tsx'
import { WallboardTurnBar } from './WallboardTurnBar.tsx'

const BoardStage = deferred(async () => (await import('./board/BoardStage.tsx')).BoardStage)
const WallboardPanel = deferred(async () => (await import('./WallboardPanel.tsx')).WallboardPanel)
const NewBoardDialog = deferred(async () => (await import('./NewBoardDialog.tsx')).NewBoardDialog)
const EditBoardDialog = deferred(async () => (await import('./EditBoardDialog.tsx')).EditBoardDialog)
const ImportDialog = deferred(async () => (await import('./ImportDialog.tsx')).ImportDialog)

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

/** What the walls of the control room show: the boards of the site, and those of this PC. */
export function WallboardsPage() {
  const { t } = useTranslation()
  const acts = useWallboardActs()
  const { searchBox, ...page } = useWallboardsPage(acts)
  const { list } = page
  const note = useStaleNote(list.cache)
  if (page.stage !== null)
    return <BoardStage key={page.stage.id} {...page.stage} acts={acts} onClose={page.closeStage} />
  return (
    <PageFrame
      title={t('boards.title')}
      count={countInWords(t, page)}
      note={note}
      tools={
        <PageSearch
          ref={searchBox}
          label={t('boards.search')}
          placeholder={t('boards.searchPlaceholder')}
          query={list.search}
          onSearch={list.setSearch}
          onLeave={page.enterGrid}
          isLeftByEscape
        />
      }
      actions={
        <>
          <Button icon={<FolderOpen {...ICON} />} onClick={() => void page.openFile()}>
            {t('boards.import')}
          </Button>
          <Button tone="primary" icon={<Plus {...ICON} />} onClick={page.startCreating}>
            {t('boards.new')}
          </Button>
        </>
      }
      selectionBar={<WallboardTurnBar page={page} />}
      panel={
        page.openId === null ? null : (
          <WallboardPanel
            key={page.openId}
            id={page.openId}
            focusRequest={page.focusRequest}
            acts={acts}
            isServerAble={list.isServerAble}
            onEdit={(board, data) => page.setDialog({ kind: 'edit', board, data })}
            onStage={page.putOnStage}
            onMade={page.made}
            onClose={() => page.open(null)}
          />
        )
      }
    >
      {list.isServerAble ? null : (
        <Notice tone="neutral" role="status">
          {t('boards.serverKnowsNone')}
        </Notice>
      )}
      {list.folderProblem === null ? null : (
        <Notice tone="medium" role="status">
          {t('boards.folderTrouble', { reason: list.folderProblem })}
        </Notice>
      )}
      <WallboardGrid page={page} />
      <OpenDialog page={page} acts={acts} />
    </PageFrame>
  )
}

function OpenDialog({ page, acts }: { page: WallboardsState; acts: WallboardActs }) {
  const { dialog, list } = page
  if (dialog === null) return null
  const onClose = () => page.setDialog(null)
  switch (dialog.kind) {
    case 'new':
      return (
        <NewBoardDialog
          acts={acts}
          isServerAble={list.isServerAble}
          read={dialog.read}
          onClose={onClose}
          onCreated={(id) => page.open(id, 'keyboard')}
        />
      )
    case 'edit':
      return <EditBoardDialog board={dialog.board} data={dialog.data} acts={acts} onClose={onClose} />
    case 'faulty':
      return <ImportDialog fileName={dialog.fileName} problems={dialog.problems} onClose={onClose} />
  }
}

/** Nothing before the boards have been read. */
function countInWords(t: Translate, { list }: WallboardsState): string | undefined {
  const { cache, ids, total, search } = list
  if (total === 0 && (cache.state === 'loading' || cache.state === 'failed' || knowledgeOf(cache) === 'never'))
    return undefined
  const words = { shown: formatNumber(ids.length), total: formatNumber(total) }
  return search.trim() === '' ? words.total : t('boards.countFound', words)
}
