import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntityView } from '#shared/domain/view.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, type SelectOption, TextField } from '../../components/Field.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { type BulkEdit, editsOf, tagsOf } from './bulk-edits.ts'

interface BulkDialogProps {
  readonly kind: BulkEdit['kind']
  readonly views: readonly EntityView[]
  readonly playlists: readonly SelectOption[]
  readonly onApply: (value: string) => void
  readonly onClose: () => void
}

/** Asks for the one value that several devices are given. */
export function BulkDialog({ kind, views, playlists, onApply, onClose }: BulkDialogProps) {
  const { t } = useTranslation()
  const tags = useMemo(() => (kind === 'untag' ? tagsOf(views) : []), [kind, views])
  const [value, setValue] = useState('')
  const isEmpty = kind !== 'playlist' && value.trim() === ''
  const count = kind === 'playlist' || isEmpty ? views.length : editsOf(views, { kind, value }).length
  const submit = () => {
    if (isEmpty) return
    onClose()
    onApply(value)
  }
  return (
    <Dialog
      title={t(`devices.bulk.${kind}Title`, { count: views.length })}
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
      ) : kind === 'untag' ? (
        <SelectField
          autoFocus
          label={t('devices.bulk.tag_label')}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          options={[
            { value: '', label: t('devices.bulk.chooseTag') },
            ...tags.map(({ tag, count: many }) => ({ value: tag, label: `${tag} (${formatNumber(many)})` })),
          ]}
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
