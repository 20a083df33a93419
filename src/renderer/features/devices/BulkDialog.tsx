import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntityView } from '#shared/domain/view.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, type SelectOption, TextField } from '../../components/Field.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { withRemark } from '../../i18n/format-lists.ts'
import { type BulkEdit, editsOf, valuesOf } from './bulk-edits.ts'

/** Stands for no playlist: what is empty has not been chosen yet. No id has a blank. */
const NO_PLAYLIST = ' '

interface BulkDialogProps {
  readonly kind: BulkEdit['kind']
  readonly views: readonly EntityView[]
  readonly playlists: readonly SelectOption[]
  /** Groups that there are, to choose from. */
  readonly groups: readonly string[]
  readonly onApply: (value: string) => void
  readonly onClose: () => void
}

/** Asks for the one value that several devices are given. */
export function BulkDialog({ kind, views, playlists, groups, onApply, onClose }: BulkDialogProps) {
  const { t } = useTranslation()
  const listId = useId()
  const isGroup = kind === 'group' || kind === 'ungroup'
  const isTaken = kind === 'untag' || kind === 'ungroup'
  const known = useMemo(
    () => (kind === 'playlist' ? [] : valuesOf(views, isGroup ? 'groups' : 'tags')),
    [kind, isGroup, views],
  )
  const label = t(isGroup ? 'devices.bulk.group_label' : 'devices.bulk.tag_label')
  const [value, setValue] = useState('')
  const given = value.trim()
  const isEmpty = given === '' && !(kind === 'playlist' && value === NO_PLAYLIST)
  const count = isEmpty ? views.length : editsOf(views, { kind, value: given }).length
  const submit = () => {
    if (isEmpty) return
    onClose()
    onApply(given)
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
          options={[
            { value: '', label: t('devices.bulk.choosePlaylist') },
            ...playlists,
            { value: NO_PLAYLIST, label: t('devices.detail.noPlaylist') },
          ]}
        />
      ) : isTaken ? (
        <SelectField
          autoFocus
          label={label}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          options={[
            { value: '', label: t(isGroup ? 'devices.bulk.chooseGroup' : 'devices.bulk.chooseTag') },
            ...known.map((one) => ({ value: one.value, label: withRemark(one.value, formatNumber(one.count)) })),
          ]}
        />
      ) : (
        <TextField
          autoFocus
          label={label}
          value={value}
          maxLength={60}
          list={listId}
          autoComplete="off"
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      {isGroup && !isTaken ? (
        <datalist id={listId}>
          {groups.map((group) => (
            <option key={group} value={group} />
          ))}
        </datalist>
      ) : null}
    </Dialog>
  )
}
