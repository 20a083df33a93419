import { useTranslation } from 'react-i18next'
import { type LimitedFigure, verdictOf } from '#shared/domain/alarm-report.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import styles from './Report.module.css'

/** What is acceptable is calm; only what is too much has a mark. */
export function ReportVerdict({ figure, value }: { figure: LimitedFigure; value: number }) {
  const { t } = useTranslation()
  const verdict = verdictOf(figure, value)
  return (
    <span className={styles['verdict']}>
      <StateIcon shape={verdict === 'too-many' ? 'warning' : 'done'} quiet={verdict !== 'too-many'} />
      {t(`alarmReport.verdict.${verdict}`)}
    </span>
  )
}
