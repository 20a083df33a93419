import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, type SelectOption, TextField } from '../../components/Field.tsx'

interface BulkDialogProps {
  readonly kind: 'playlist' | 'tag'
  readonly count: number
  readonly playlists: readonly SelectOption[]
  readonly onApply: (value: string) => void
  readonly onClose: () => void
}

/** Asks for the one value that several devices are given. */
export function BulkDialog({ kind, count, playlists, onApply, onClose }: BulkDialogProps) {
  const { t } = useTranslation()
  const [value, setValue] = useState('')
  const isEmpty = kind === 'tag' && value.trim() === ''
  const submit = () => {
    if (isEmpty) return
    onClose()
    onApply(value)
  }
  return (
    <Dialog
      title={kind === 'playlist' ? t('devices.bulk.playlistTitle', { count }) : t('devices.bulk.tagTitle', { count })}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={isEmpty}>
            {t('devices.bulk.apply', { count })}
          </Button>
        </>
      }
    >
      {kind === 'playlist' ? (
        <SelectField
          autoFocus
          label={t('field.playlistId')}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          options={[{ value: '', label: t('devices.detail.noPlaylist') }, ...playlists]}
        />
      ) : (
        <TextField
          autoFocus
          label={t('devices.bulk.tag_label')}
          value={value}
          maxLength={60}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
    </Dialog>
  )
}
