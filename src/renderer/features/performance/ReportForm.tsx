import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportOfReport } from '#shared/domain/exports.ts'
import { REPORT_FORMATS, type ReportFormat } from '#shared/domain/report-formats.ts'
import {
  isSpoken,
  LANGUAGE_NAMES,
  SOURCE_LANGUAGE,
  SPOKEN_LANGUAGES,
  type SpokenLanguage,
} from '#shared/i18n/languages.ts'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import { Days } from '../../app/Days.tsx'
import { useExportLock } from '../../app/hooks/locks.ts'
import { useKept } from '../../app/kept.ts'
import { type OwnDays, REPORT_PERIODS, type ReportPeriod, spanOf } from '../../app/report-period.ts'
import { now } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Choices } from '../../components/Choices.tsx'
import { SelectField } from '../../components/Field.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import styles from './Reports.module.css'

interface ReportFormProps {
  readonly isRunning: boolean
  readonly onWrite: (request: IpcRequest<'reports:export'>) => Promise<void>
}

/** What programs read has the words of the source in every language. */
const PROGRAMS: ReadonlySet<ReportFormat> = new Set(['csv', 'json', 'records'])

/** Of which time, as what, and in which language. */
export function ReportForm({ isRunning, onWrite }: ReportFormProps) {
  const { t } = useTranslation()
  const [period, setPeriod] = useKept<ReportPeriod>('performance/reportPeriod', 'week')
  const [own, setOwn] = useKept<OwnDays>('performance/reportDays', { from: '', to: '' })
  const [wanted, setFormat] = useKept<ReportFormat>('performance/reportFormat', 'pdf')
  const [language, setLanguage] = useReportLanguage()
  const lockOf = useExportLock()
  const whyNot = (format: ReportFormat): string | null => lockOf(exportOfReport(format))
  const format = whyNot(wanted) === null ? wanted : (REPORT_FORMATS.find((one) => whyNot(one) === null) ?? wanted)
  // What is not filled in yet is no mistake before somebody wants the report.
  const [isAsked, setAsked] = useState(false)
  const span = spanOf(period, own, now())
  const isShown = span === 'incomplete' ? isAsked : typeof span === 'string'
  const problem = isShown && typeof span === 'string' ? t(`performance.report.${span}`) : undefined
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        const chosen = spanOf(period, own, now())
        setAsked(true)
        if (typeof chosen !== 'string') void onWrite({ period: { ...chosen }, format, language })
      }}
    >
      <div className={styles['field']}>
        <span className={styles['label']}>{t('performance.report.period')}</span>
        <Segmented<ReportPeriod>
          label={t('performance.report.period')}
          value={period}
          onChange={setPeriod}
          options={REPORT_PERIODS.map((value) => ({ value, text: t(`performance.report.periods.${value}`) }))}
        />
      </div>
      {period === 'own' ? <Days own={own} problem={problem} onChange={setOwn} /> : null}
      <Choices<ReportFormat>
        label={t('performance.report.format')}
        value={format}
        onChange={setFormat}
        options={REPORT_FORMATS.map((value) => ({
          value,
          text: t(`performance.report.formats.${value}.text`),
          help: t(`performance.report.formats.${value}.help`),
          whyNot: whyNot(value),
        }))}
      />
      <div className={styles['language']}>
        <SelectField
          label={t('performance.report.language')}
          help={PROGRAMS.has(format) ? t('performance.report.languageless') : undefined}
          disabled={PROGRAMS.has(format)}
          value={language}
          options={SPOKEN_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
        />
      </div>
      <div>
        <Button tone="primary" isSubmit disabled={isRunning || whyNot(format) !== null}>
          {t('performance.report.write')}
        </Button>
      </div>
    </form>
  )
}

/** The language that is shown, until another one is chosen. */
function useReportLanguage(): readonly [SpokenLanguage, (language: string) => void] {
  const { i18n } = useTranslation()
  const [chosen, setChosen] = useKept<SpokenLanguage | null>('performance/reportLanguage', null)
  const shown = isSpoken(i18n.language) ? i18n.language : SOURCE_LANGUAGE
  return [chosen ?? shown, (language) => setChosen(isSpoken(language) ? language : null)]
}
