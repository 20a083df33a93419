import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '#shared/domain/alarms.ts'
import type { DeviceNames } from '../../app/hooks/alarms.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import { subjectOf } from '../../i18n/alarm-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { AlarmEdit } from './alarm-edits.ts'

const MAX_NOTE = 500

interface NoteDialogProps {
  readonly alarms: readonly Alarm[]
  readonly names: DeviceNames
  readonly onApply: (edit: AlarmEdit) => void
  readonly onClose: () => void
}

/** Acknowledges alarms with a note. With an empty one it is an acknowledgement like any other. */
export function NoteDialog({ alarms, names, onApply, onClose }: NoteDialogProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [first] = alarms
  const what = first === undefined ? '' : subjectOf(t, first, names)
  function apply(): void {
    onClose()
    onApply({ verb: 'acknowledge', note: note.trim() })
  }
  return (
    <Dialog
      title={t('health.ask.noteTitle', { count: alarms.length, n: formatNumber(alarms.length), what })}
      onClose={onClose}
      onSubmit={apply}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit>
            {t('health.ask.noteApply')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('health.ask.note')}
        help={t('health.ask.noteHelp')}
        autoFocus
        maxLength={MAX_NOTE}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Dialog>
  )
}
