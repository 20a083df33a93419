import type { FormEvent, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import type { DeviceRow } from '../../app/devices/device-row.ts'
import { problemInWords } from '../../app/field-problems.ts'
import { isLate, MARK_SHAPE, markOfField } from '../../app/marks.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { SelectField, type SelectOption, TextField } from '../../components/Field.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge } from '../../i18n/format.ts'
import styles from './DevicePanel.module.css'
import type { DraftField } from './device-form.ts'
import type { DeviceForm } from './use-device-form.ts'

interface DeviceFieldsProps {
  readonly row: DeviceRow
  readonly form: DeviceForm
  readonly playlists: readonly SelectOption[]
  readonly isQueueing: boolean
  readonly onSave: () => void
}

/** The editable half of a device. Enter or Ctrl+Enter saves. */
export function DeviceFields({ row, form, playlists, isQueueing, onSave }: DeviceFieldsProps) {
  const { t } = useTranslation()
  const { draft, problems } = form
  const isBlocked = row.view.isDeleting
  const text = (field: DraftField, help?: string) => (
    <TextField
      label={t(`field.${field}`)}
      value={draft[field]}
      disabled={isBlocked}
      help={help}
      error={problemInWords(t, problems[field])}
      mark={<FieldMark row={row} field={field} />}
      isPending={markOfField(row.view, field) !== null}
      onChange={(event) => form.set(field, event.target.value)}
    />
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave()
  }
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSave()
  }
  const canSave = form.isDirty && form.changes !== null && !isQueueing && !isBlocked
  return (
    <form className={styles['form']} onSubmit={submit} onKeyDown={saveByKey} noValidate>
      {text('name')}
      {text('location')}
      <div className={styles['pair']}>
        {text('tags', t('devices.detail.tagsHelp'))}
        {text('groups', t('devices.detail.tagsHelp'))}
      </div>
      <SelectField
        label={t('field.playlistId')}
        value={draft.playlistId}
        disabled={isBlocked}
        mark={<FieldMark row={row} field="playlistId" />}
        isPending={markOfField(row.view, 'playlistId') !== null}
        onChange={(event) => form.set('playlistId', event.target.value)}
        options={[{ value: '', label: t('devices.detail.noPlaylist') }, ...withCurrent(playlists, draft.playlistId)]}
      />
      <div className={styles['saveRow']}>
        <Button tone="primary" isSubmit disabled={!canSave}>
          {t('devices.detail.save')}
        </Button>
        <Button disabled={!form.isDirty} onClick={form.reset}>
          {t('devices.detail.revert')}
        </Button>
        {form.isDirty ? <span className={styles['unsaved']}>{t('devices.detail.unsaved')}</span> : null}
      </div>
    </form>
  )
}

/** A playlist this PC has not read yet must still be shown as chosen. */
function withCurrent(playlists: readonly SelectOption[], current: string): readonly SelectOption[] {
  const isKnown = current === '' || playlists.some((option) => option.value === current)
  return isKnown ? playlists : [{ value: current, label: current }, ...playlists]
}

function FieldMark({ row, field }: { row: DeviceRow; field: string }) {
  const { t } = useTranslation()
  const now = useNow()
  const timeoutMs = useApp((state) => state.settings?.values.rollbackTimeoutMs ?? 5_000)
  const mark = markOfField(row.view, field)
  if (mark === null) return null
  const age = formatAge(t, now - mark.createdAt)
  const words = mark.kind === 'waiting' ? t('mark.waitingShort', { age }) : t(`state.${mark.kind}`)
  const isQuiet = mark.kind === 'waiting' && !isLate(mark, now, timeoutMs)
  return (
    <span className={styles['fieldMark']}>
      <StateIcon shape={MARK_SHAPE[mark.kind]} />
      <span className={isQuiet ? 'visually-hidden' : undefined}>{words}</span>
    </span>
  )
}
