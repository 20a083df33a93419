import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { playlistDataSchema } from '#shared/domain/entities.ts'
import { problemInWords, problemsOf } from '../../app/field-problems.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import styles from './Playlists.module.css'
import { usePlaylistActs } from './use-playlist-acts.ts'

interface NewPlaylistDialogProps {
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

/** Asks what a new playlist is called; what it plays is put together in its editor. */
export function NewPlaylistDialog({ onClose, onCreated }: NewPlaylistDialogProps) {
  const { t } = useTranslation()
  const { create, isQueueing } = usePlaylistActs()
  const [name, setName] = useState('')
  // Problems are shown after the first try, not while somebody is still typing.
  const [hasTried, setTried] = useState(false)
  const result = playlistDataSchema.shape.name.safeParse(name)
  const problem = result.success ? undefined : problemsOf(result.error.issues)['undefined']

  async function submit(): Promise<void> {
    setTried(true)
    if (!result.success || isQueueing) return
    const id = await create(result.data)
    if (id === null) return
    onClose()
    onCreated(id)
  }
  return (
    <Dialog
      title={t('playlists.new')}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={isQueueing}>
            {t('playlists.create')}
          </Button>
        </>
      }
    >
      <p className={styles['muted']}>{t('playlists.createHelp')}</p>
      <TextField
        autoFocus
        label={t('field.name')}
        value={name}
        autoComplete="off"
        error={hasTried ? problemInWords(t, problem) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
    </Dialog>
  )
}
