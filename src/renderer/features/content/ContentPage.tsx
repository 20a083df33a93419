import { Globe, Upload } from 'lucide-react'
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
import styles from './Content.module.css'
import { ContentBulkBar } from './ContentBulkBar.tsx'
import { ContentFilters } from './ContentFilters.tsx'
import { ContentGrid } from './ContentGrid.tsx'
import { FileDrop } from './FileDrop.tsx'
import { FolderList } from './FolderList.tsx'
import { UploadTray } from './UploadTray.tsx'
import { useContentActs } from './use-content-acts.ts'
import { type ContentPageState, useContentPage } from './use-content-page.ts'
import { useUploads } from './use-uploads.ts'

const ContentPanel = deferred(async () => (await import('./ContentPanel.tsx')).ContentPanel)
const ContentQuestions = deferred(async () => (await import('./ContentQuestions.tsx')).ContentQuestions)
const ContentListMenu = deferred(async () => (await import('./ContentListMenu.tsx')).ContentListMenu)
const BulkStrip = deferred(async () => (await import('../../app/BulkStrip.tsx')).BulkStrip)
const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

/** The library: what devices can show, in folders, and the files that are on their way into it. */
export function ContentPage() {
  const { t } = useTranslation()
  const uploads = useUploads()
  const acts = useContentActs()
  const { searchBox, ...page } = useContentPage((folder) => void uploads.choose(folder))
  const { list } = page
  const { bulk } = useBulkChanges()
  const note = useStaleNote(list.cache)
  const move = (ids: readonly string[], folder: string): void =>
    void acts.edit(
      ids.flatMap((id) => list.byId.get(id) ?? []),
      { kind: 'move', value: folder },
    )
  return (
    <PageFrame
      title={t('content.title')}
      count={countInWords(t, page)}
      note={note}
      tools={
        <PageSearch
          ref={searchBox}
          label={t('content.search')}
          placeholder={t('content.searchPlaceholder')}
          query={list.filter.search}
          onSearch={(search) => list.narrow({ search })}
          onLeave={page.enterGrid}
          isLeftByEscape
        />
      }
      actions={
        <>
          <ContentListMenu list={list} />
          <Button icon={<Globe {...ICON} />} onClick={() => page.ask({ verb: 'web' })}>
            {t('content.web.new')}
          </Button>
          <Button tone="primary" icon={<Upload {...ICON} />} onClick={page.startUpload}>
            {t('content.upload.choose')}
          </Button>
        </>
      }
      moreTools={<ContentFilters page={page} />}
      selectionBar={<ContentBulkBar page={page} />}
      panel={
        page.openId === null ? null : (
          <ContentPanel
            key={page.openId}
            id={page.openId}
            uses={list.usesOf(page.openId)}
            folders={list.folders}
            focusRequest={page.focusRequest}
            onAsk={page.ask}
            onRenew={(id) => void uploads.renew(id)}
            onClose={() => page.open(null)}
          />
        )
      }
    >
      <FileDrop folder={list.filter.folder ?? ''} onDrop={(files, folder) => void uploads.drop(files, folder)}>
        <div className={styles['library']}>
          <FolderList list={list} onMove={move} />
          <div className={styles['pieces']}>
            <ContentGrid page={page} />
          </div>
        </div>
      </FileDrop>
      <UploadTray uploads={uploads} onOpen={(id) => page.open(id, 'target')} />
      {bulk === null ? null : <BulkStrip bulk={bulk} />}
      {page.question === null ? null : <ContentQuestions page={page} />}
    </PageFrame>
  )
}

/** Nothing before the library has been read. */
function countInWords(t: Translate, { list }: ContentPageState): string | undefined {
  const { cache, ids, total, isFiltered } = list
  if (cache.state === 'loading' || cache.state === 'failed') return undefined
  if (total === 0 && knowledgeOf(cache) === 'never') return undefined
  const words = { shown: formatNumber(ids.length), total: formatNumber(total) }
  return isFiltered ? t('content.countFound', words) : words.total
}
