import { useTranslation } from 'react-i18next'
import type { PlaylistUses } from '../../app/hooks/playlists.ts'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog, Dialog } from '../../components/Dialog.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { PlaylistRow } from './playlist-row.ts'

interface DeleteQuestionProps {
  readonly row: PlaylistRow
  readonly uses: PlaylistUses
  readonly onDelete: () => void
  readonly onClose: () => void
}

/** Asks once before a playlist is deleted. One that is used cannot be: it says by how many. */
export function DeleteQuestion({ row, uses, onDelete, onClose }: DeleteQuestionProps) {
  const { t } = useTranslation()
  const name = inSentence(row.name)
  if (uses.devices + uses.schedules > 0) {
    const used = [
      ...(uses.devices === 0 ? [] : [t('playlists.used.devices', { count: uses.devices })]),
      ...(uses.schedules === 0 ? [] : [t('playlists.used.schedules', { count: uses.schedules })]),
    ].join(t('playlists.used.and'))
    return (
      <Dialog
        role="alertdialog"
        title={t('playlists.used.title', { name })}
        onClose={onClose}
        actions={
          <Button autoFocus onClick={onClose}>
            {t('action.close')}
          </Button>
        }
      >
        <p>{t('playlists.used.text', { used })}</p>
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      title={t('playlists.confirm.deleteTitle', { name })}
      confirm={t('playlists.confirm.delete')}
      cancel={t('action.cancel')}
      onConfirm={onDelete}
      onClose={onClose}
    >
      <p>{t('playlists.confirm.deleteText', { count: row.items.length })}</p>
    </ConfirmDialog>
  )
}
