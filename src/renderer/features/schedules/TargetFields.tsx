import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceChoice, useDeviceChoice } from '../../app/devices/DeviceChoice.tsx'
import { useDeviceNames } from '../../app/hooks/alarms.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox } from '../../components/Field.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { FieldMark, type FieldsProps, problemWords, Section } from './field-parts.tsx'
import { reachOf } from './reach.ts'
import styles from './Schedules.module.css'
import type { ScheduleEditor } from './use-schedule-editor.ts'

/** Named devices that are listed; of more, the rest is counted. */
const MOST_LISTED = 50

/** Which devices a schedule is for: groups, and devices by themselves. */
export function TargetFields(props: FieldsProps) {
  const { t } = useTranslation()
  const id = useId()
  const [isAdding, setAdding] = useState(false)
  const { row, editor, groups, isBlocked, hasTried } = props
  const { values } = editor
  const problem = hasTried ? problemWords(t, editor.problems.deviceIds ?? editor.problems.groups) : undefined
  const reached = reachOf(values, groups).size
  // A group that no device on this PC belongs to is still one that the schedule names.
  const names = [...new Set([...groups.names, ...values.groups])].sort()
  return (
    <Section title={t('schedules.field.where')}>
      <fieldset className={styles['groups']} aria-describedby={problem === undefined ? undefined : id}>
        <legend>
          {t('schedules.target.groups')} <FieldMark row={row} fields={['groups']} />
        </legend>
        {names.length === 0 ? <p className={styles['muted']}>{t('schedules.target.noGroups')}</p> : null}
        {names.map((group) => (
          <Checkbox
            key={group}
            label={foreignText(group)}
            checked={values.groups.includes(group)}
            disabled={isBlocked}
            onChange={(event) => editor.put('groups', [group], event.target.checked)}
          />
        ))}
      </fieldset>
      <div className={styles['bar']}>
        <span className={styles['label']}>{t('schedules.target.devices')}</span>
        <FieldMark row={row} fields={['deviceIds']} />
        <span className={styles['gap']} />
        <Button disabled={isBlocked} onClick={() => setAdding(true)}>
          {t('schedules.target.add')}
        </Button>
      </div>
      <DeviceList editor={editor} isBlocked={isBlocked} />
      <p role="status" className={styles['muted']}>
        {t('schedules.target.reach', { count: reached })}
      </p>
      {problem === undefined ? null : (
        <p id={id} className={styles['problem']}>
          {problem}
        </p>
      )}
      {isAdding ? <AddDevicesDialog editor={editor} onClose={() => setAdding(false)} /> : null}
    </Section>
  )
}

function DeviceList({ editor, isBlocked }: { editor: ScheduleEditor; isBlocked: boolean }) {
  const { t } = useTranslation()
  const { nameOf } = useDeviceNames()
  const ids = editor.values.deviceIds
  if (ids.length === 0) return <p className={styles['muted']}>{t('schedules.target.none')}</p>
  const rest = ids.length - MOST_LISTED
  return (
    <ul className={styles['chosen']}>
      {ids.slice(0, MOST_LISTED).map((id) => {
        const name = nameOf(id)
        return (
          <li key={id}>
            <bdi>{name === null ? t('schedules.target.unknown') : foreignText(name)}</bdi>
            <IconButton
              label={t('schedules.target.remove', { name: inSentence(name ?? id) })}
              icon={<X size={14} strokeWidth={1.5} aria-hidden />}
              aria-disabled={isBlocked || undefined}
              onClick={() => {
                if (!isBlocked) editor.put('deviceIds', [id], false)
              }}
            />
          </li>
        )
      })}
      {rest > 0 ? <li className={styles['muted']}>{t('schedules.target.more', { count: rest })}</li> : null}
    </ul>
  )
}

function AddDevicesDialog({ editor, onClose }: { editor: ScheduleEditor; onClose: () => void }) {
  const { t } = useTranslation()
  const choice = useDeviceChoice()
  const added = [...choice.selected].filter((id) => !editor.values.deviceIds.includes(id))
  const submit = (): void => {
    if (added.length === 0) return
    editor.put('deviceIds', added, true)
    onClose()
  }
  return (
    <Dialog
      title={t('schedules.target.addTitle')}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={added.length === 0}>
            {t('schedules.target.choose', { count: added.length })}
          </Button>
        </>
      }
    >
      <DeviceChoice choice={choice} onEscape={onClose} />
    </Dialog>
  )
}
