import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContentChoice } from '../../app/devices/ContentChoice.tsx'
import { type PieceOfContent, useContentChoices } from '../../app/hooks/content.ts'
import { freshId } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Placeholder } from '../../components/Placeholder.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Playlists.module.css'
import { MAX_ITEMS } from './playlist-draft.ts'
import type { PlaylistEditor } from './use-playlist-editor.ts'

interface AddContentDialogProps {
  readonly editor: PlaylistEditor
  readonly onClose: () => void
}

/** Puts content at the end of the list, one piece after the other. It stays open until all that is wanted is in. */
export function AddContentDialog({ editor, onClose }: AddContentDialogProps) {
  const { t } = useTranslation()
  const { content, cache } = useContentChoices()
  const [chosen, setChosen] = useState<PieceOfContent | null>(null)
  const [said, setSaid] = useState('')
  const { items } = editor.values
  const isFull = items.length >= MAX_ITEMS
  const add = (): void => {
    if (chosen === null || isFull) return
    const item = { id: freshId('itm'), contentId: chosen.id, durationSeconds: chosen.durationSeconds }
    editor.step({ kind: 'add', item, after: items.at(-1)?.id ?? null })
    setSaid(t('playlists.add.added', { name: inSentence(chosen.name), count: items.length + 1 }))
  }
  return (
    <Dialog
      title={t('playlists.add.title')}
      onClose={onClose}
      onSubmit={add}
      actions={
        <>
          <Button autoFocus={content.length === 0} onClick={onClose}>
            {t('playlists.add.close')}
          </Button>
          <Button tone="primary" isSubmit disabled={chosen === null || isFull}>
            {t('playlists.add.submit')}
          </Button>
        </>
      }
    >
      {content.length === 0 ? (
        <Placeholder
          title={t(cache.state === 'failed' ? 'push.failed' : 'push.empty')}
          text={
            cache.error === null
              ? t(cache.state === 'stale' ? 'push.emptyOffline' : 'push.emptyText')
              : errorSentence(t, cache.error)
          }
        />
      ) : (
        <ContentChoice content={content} chosen={chosen} onChoose={setChosen} listLabel={t('playlists.add.list')} />
      )}
      <p role="status" className={styles['said']}>
        {isFull ? t('playlists.items.full', { max: MAX_ITEMS }) : said}
      </p>
    </Dialog>
  )
}
