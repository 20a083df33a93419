import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Alarm, MAX_SHELF_MS } from '#shared/domain/alarms.ts'
import type { DeviceNames } from '../../app/hooks/alarms.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { subjectOf } from '../../i18n/alarm-words.ts'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import styles from './AsideDialog.module.css'
import type { AlarmEdit } from './alarm-edits.ts'

const LENGTHS_MS = { minutes15: 15 * 60_000, hour: 3_600_000, hours8: 8 * 3_600_000 } as const
const LENGTHS = ['minutes15', 'hour', 'hours8', 'time'] as const
type Length = (typeof LENGTHS)[number]
const MAX_REASON = 500

interface AsideDialogProps {
  readonly verb: 'shelve' | 'takeOut'
  readonly alarms: readonly Alarm[]
  readonly names: DeviceNames
  /** By the server's clock. */
  readonly now: number
  readonly onApply: (edit: AlarmEdit) => void
  readonly onClose: () => void
}

/** Asks why alarms are set aside, and for shelving until when. */
export function AsideDialog({ verb, alarms, names, now, onApply, onClose }: AsideDialogProps) {
  const { t } = useTranslation()
  const [length, setLength] = useState<Length>('hour')
  const [time, setTime] = useState(() => localTime(now + LENGTHS_MS.hours8))
  const [reason, setReason] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [first] = alarms
  const what = first === undefined ? '' : subjectOf(t, first, names)
  const words = { count: alarms.length, n: formatNumber(alarms.length), what }
  const until = length === 'time' ? new Date(time).getTime() : now + LENGTHS_MS[length]
  const isUntilRight = until > now && until <= now + MAX_SHELF_MS
  const isReasonRight = reason.trim() !== ''

  function apply(): void {
    setChecked(true)
    if (!isReasonRight || (verb === 'shelve' && !isUntilRight)) return
    onClose()
    onApply(verb === 'shelve' ? { verb, until, reason: reason.trim() } : { verb, reason: reason.trim() })
  }

  return (
    <Dialog
      title={t(`health.ask.${verb}Title`, words)}
      onClose={onClose}
      onSubmit={apply}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit>
            {t(`health.ask.${verb}`)}
          </Button>
        </>
      }
    >
      <p>{t(`health.ask.${verb}Text`)}</p>
      {verb === 'takeOut' ? null : (
        <div className={styles['length']}>
          <Segmented<Length>
            label={t('health.ask.length')}
            value={length}
            onChange={setLength}
            options={LENGTHS.map((value) => ({ value, text: t(`health.ask.${value}`) }))}
          />
          {length === 'time' ? (
            <TextField
              label={t('health.ask.until')}
              type="datetime-local"
              value={time}
              error={isUntilRight ? undefined : t('health.ask.timeMissing')}
              onChange={(event) => setTime(event.target.value)}
            />
          ) : (
            <span className={styles['muted']}>{t('health.line.until', { time: formatMoment(until, now) })}</span>
          )}
        </div>
      )}
      <TextField
        label={t('health.ask.reason')}
        help={t('health.ask.reasonHelp')}
        error={isChecked && !isReasonRight ? t('health.ask.reasonMissing') : undefined}
        autoFocus
        maxLength={MAX_REASON}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  )
}

/** A moment as a field for date and time takes it: by this PC's time zone, to the minute. */
function localTime(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
