import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { REPORT_FORMATS } from '#shared/domain/report-formats.ts'
import type { Settings } from '#shared/domain/settings.ts'
import { useApp } from '../../app/context.tsx'
import { useChangeSetting } from '../../app/hooks/change-setting.ts'
import { useFollowed } from '../../app/hooks/followed.ts'
import { useLockReason } from '../../app/hooks/locks.ts'
import { SelectField, TextField } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import type { Say } from '../../stores/toast-store.ts'
import styles from './Reports.module.css'
import { ScheduleFolder } from './ScheduleFolder.tsx'
import { ScheduleStatus } from './ScheduleStatus.tsx'

const RHYTHMS = ['off', 'daily', 'weekly'] as const satisfies readonly Settings['reportSchedule'][]

/** Reports that are written by themselves: how often, when, as what and where; when the next one is, and what became of the last. */
export function ScheduleForm() {
  const { t } = useTranslation()
  const settings = useApp((state) => state.settings?.values ?? null)
  const [status] = useFollowed('reports:schedule', 'reports:schedule-changed')
  if (settings === null) return null
  const isOn = settings.reportSchedule !== 'off'
  return (
    <section aria-label={t('performance.schedule.title')} className={styles['schedule']}>
      <h2>{t('performance.schedule.title')}</h2>
      <p className={styles['intro']}>{t('performance.schedule.intro')}</p>
      <div className={styles['fields']}>
        <Choice
          name="reportSchedule"
          value={settings.reportSchedule}
          options={RHYTHMS.map((value) => ({ value, label: t(`performance.schedule.rhythm.${value}`) }))}
        />
        <Time value={settings.reportTime} />
        <Choice
          name="reportFormat"
          value={settings.reportFormat}
          options={REPORT_FORMATS.map((value) => ({ value, label: t(`performance.report.formats.${value}.text`) }))}
        />
      </div>
      <ScheduleFolder folder={settings.reportFolder} />
      {isOn && settings.reportFolder === null ? (
        <Notice tone="medium" isInset>
          {t('performance.schedule.noFolder')}
        </Notice>
      ) : null}
      {status === null ? null : <ScheduleStatus status={status} isOn={isOn} />}
    </section>
  )
}

interface ChoiceProps {
  readonly name: 'reportSchedule' | 'reportFormat'
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

function Choice({ name, value, options }: ChoiceProps) {
  const { t } = useTranslation()
  const label = t(`performance.schedule.${name}`)
  const { change, problem } = useSaving(name)
  const lock = useLockReason(name) ?? undefined
  return (
    <SelectField
      label={label}
      value={value}
      options={options}
      disabled={lock !== undefined}
      help={lock}
      error={problem?.(t)}
      onChange={({ currentTarget }) => void change(currentTarget.value)}
    />
  )
}

/** A time that is only half typed is no time yet, and is not saved. */
function Time({ value }: { value: string }) {
  const { t } = useTranslation()
  const label = t('performance.schedule.reportTime')
  const { change, problem } = useSaving('reportTime')
  const lock = useLockReason('reportTime') ?? undefined
  return (
    <TextField
      key={value}
      type="time"
      label={label}
      defaultValue={value}
      disabled={lock !== undefined}
      help={lock}
      error={problem?.(t)}
      onBlur={({ currentTarget }) => {
        if (currentTarget.value !== '' && currentTarget.value !== value) void change(currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}

function useSaving(name: 'reportSchedule' | 'reportFormat' | 'reportTime') {
  const [problem, setProblem] = useState<Say | null>(null)
  const save = useChangeSetting(name, (t) => t(`performance.schedule.${name}`))
  const change = async (value: string): Promise<void> => {
    const refusal = await save(value)
    setProblem(() => refusal)
  }
  return { problem, change }
}
