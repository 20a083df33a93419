import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { lengthMinutes, minutesOf } from '#shared/schedule/plan.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { zoneHere } from '../../app/time.ts'
import { Checkbox, SelectField, TextField } from '../../components/Field.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatWeekday } from '../../i18n/format-week.ts'
import { FieldMark, type FieldsProps, fieldProps, problemWords, Section } from './field-parts.tsx'
import styles from './Schedules.module.css'
import { WEEK } from './schedule-words.ts'
import { TargetFields } from './TargetFields.tsx'

/** All that is edited of a schedule. */
export function ScheduleFields(props: FieldsProps) {
  return (
    <>
      <WhatFields {...props} />
      <TargetFields {...props} />
      <TimeFields {...props} />
      <RankFields {...props} />
    </>
  )
}

function WhatFields(props: FieldsProps) {
  const { t } = useTranslation()
  const { values, set } = props.editor
  const { options } = usePlaylistNames()
  const isKnown = values.playlistId === '' || options.some(({ value }) => value === values.playlistId)
  const choices = [
    ...(values.playlistId === '' ? [{ value: '', label: t('schedules.field.choosePlaylist') }] : []),
    ...(isKnown ? [] : [{ value: values.playlistId, label: t('devices.row.unknownPlaylist') }]),
    ...options.map(({ value, label }) => ({ value, label: foreignText(label) })),
  ]
  const problem = fieldProps(t, props, 'playlistId')
  return (
    <Section title={t('schedules.field.what')}>
      <TextField
        {...fieldProps(t, props, 'name')}
        data-first
        label={t('field.name')}
        value={values.name}
        autoComplete="off"
        onChange={(event) => set({ name: event.target.value })}
      />
      <SelectField
        {...problem}
        label={t('schedules.field.playlist')}
        aria-invalid={problem.error !== undefined || undefined}
        value={values.playlistId}
        options={choices}
        onChange={(event) => set({ playlistId: event.target.value })}
      />
    </Section>
  )
}

function TimeFields(props: FieldsProps) {
  const { t } = useTranslation()
  const { values, set } = props.editor
  const { startTime, endTime } = props.editor.problems
  const isWhole = startTime === undefined && endTime === undefined
  const isOvernight = minutesOf(values.endTime) < minutesOf(values.startTime)
  const hint = !isWhole ? null : lengthMinutes(values) === 1_440 ? 'wholeDay' : isOvernight ? 'overnight' : null
  const time = (field: 'startTime' | 'endTime', label: string, help?: string) => (
    <TextField
      {...fieldProps(t, props, field)}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      label={label}
      help={help}
      value={values[field]}
      onChange={(event) => set({ [field]: event.target.value })}
      onBlur={(event) => set({ [field]: wholeTime(event.target.value) })}
    />
  )
  const date = (field: 'startDate' | 'endDate', label: string) => (
    <TextField
      {...fieldProps(t, props, field)}
      type="date"
      label={label}
      help={t('schedules.field.noDate')}
      value={values[field] ?? ''}
      onChange={(event) => set({ [field]: event.target.value === '' ? null : event.target.value })}
    />
  )
  return (
    <Section title={t('schedules.field.time')}>
      <DayFields {...props} />
      <div className={styles['pair']}>
        {time('startTime', t('schedules.field.start'))}
        {time('endTime', t('schedules.field.end'), hint === null ? undefined : t(`schedules.field.${hint}`))}
      </div>
      <div className={styles['pair']}>
        {date('startDate', t('schedules.field.firstDay'))}
        {date('endDate', t('schedules.field.lastDay'))}
      </div>
      <ZoneField {...props} />
    </Section>
  )
}

/** `9`, `930` and `9:30` as they are kept; what is no time is left as it was typed, and said. */
export function wholeTime(typed: string): string {
  const match = /^(\d{1,2})(?::?(\d{2}))?$/.exec(typed.trim())
  return match === null ? typed : `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}`
}

function DayFields(props: FieldsProps) {
  const { t } = useTranslation()
  const id = useId()
  const { row, editor, isBlocked, hasTried } = props
  const problem = hasTried ? problemWords(t, editor.problems.days) : undefined
  return (
    <fieldset className={styles['days']} aria-describedby={problem === undefined ? undefined : id}>
      <legend>
        {t('schedules.field.days')} <FieldMark row={row} fields={['days']} />
      </legend>
      {WEEK.map((day) => (
        <Checkbox
          key={day}
          label={formatWeekday(day)}
          aria-label={formatWeekday(day, 'long')}
          className={styles['day'] ?? ''}
          checked={editor.values.days.includes(day)}
          disabled={isBlocked}
          onChange={(event) => editor.put('days', [day], event.target.checked)}
        />
      ))}
      {problem === undefined ? null : (
        <p id={id} className={styles['problem']}>
          {problem}
        </p>
      )}
    </fieldset>
  )
}

function ZoneField(props: FieldsProps) {
  const { t } = useTranslation()
  const id = useId()
  const { values, set } = props.editor
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  return (
    <>
      <TextField
        {...fieldProps(t, props, 'timeZone')}
        label={t('schedules.field.zone')}
        help={t('schedules.field.zoneHelp')}
        list={id}
        value={values.timeZone}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        onChange={(event) => set({ timeZone: event.target.value.trim() })}
      />
      <datalist id={id}>
        <option value={zoneHere()} label={t('schedules.field.zoneHere')} />
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}

function RankFields(props: FieldsProps) {
  const { t } = useTranslation()
  const { editor, isBlocked, row } = props
  const { values, set } = editor
  return (
    <Section title={t('schedules.field.rank')}>
      <TextField
        {...fieldProps(t, props, 'priority')}
        type="number"
        min={0}
        max={100}
        step={1}
        label={t('schedules.field.priority')}
        help={t('schedules.field.priorityHelp')}
        value={Number.isNaN(values.priority) ? '' : values.priority}
        onChange={(event) => set({ priority: event.target.valueAsNumber })}
      />
      <div className={styles['bar']}>
        <Checkbox
          label={t('schedules.field.enabled')}
          checked={values.enabled}
          disabled={isBlocked}
          onChange={(event) => set({ enabled: event.target.checked })}
        />
        <FieldMark row={row} fields={['enabled']} />
      </div>
    </Section>
  )
}
